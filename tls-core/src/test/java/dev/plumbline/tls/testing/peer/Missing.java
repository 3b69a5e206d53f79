package dev.plumbline.tls.testing.peer;

/**
 * Why a peer can't be started on this machine.
 *
 * @param reason a sentence; it names the Debian package, if one helps
 * @param installable whether a package helps
 */
public record Missing(String reason, boolean installable) {
  static Missing debianPackage(String program, String name) {
    return new Missing(program + " is not installed (Debian package " + name + ")", true);
  }

  static Missing machine(String reason) {
    return new Missing(reason, false);
  }
}
