package dev.plumbline.cli.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("(not packaged)");
    return new String[] {"Plumbline " + version + " (Java " + Runtime.version().feature() + ")"};
  }
}
