package dev.plumbline.diagnose.lab;

import static dev.plumbline.diagnose.finding.FindingId.CERTIFICATE_EXPIRED;
import static dev.plumbline.diagnose.finding.FindingId.CERTIFICATE_USAGE;
import static dev.plumbline.diagnose.finding.FindingId.CHAIN_INCOMPLETE;
import static dev.plumbline.diagnose.finding.FindingId.CHAIN_OUT_OF_ORDER;
import static dev.plumbline.diagnose.finding.FindingId.DEVICE_CRYPTO_FAILURE;
import static dev.plumbline.diagnose.finding.FindingId.DEVICE_WENT_SILENT;
import static dev.plumbline.diagnose.finding.FindingId.HOSTNAME_MISMATCH;
import static dev.plumbline.diagnose.finding.FindingId.INTERMEDIATE_PINNED;
import static dev.plumbline.diagnose.finding.FindingId.NO_CONNECT_SENT;
import static dev.plumbline.diagnose.finding.FindingId.TRUST_ANCHOR_MISSING;
import static dev.plumbline.diagnose.finding.FindingId.WEAK_KEY_OR_SIGNATURE;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be wrong with a server's certificates, for each stack that minds. */
final class CertificateCases {
  private static final FindingId[] UNKNOWN_TRUST =
      {TRUST_ANCHOR_MISSING, CHAIN_INCOMPLETE, DEVICE_CRYPTO_FAILURE, DEVICE_WENT_SILENT};

  private final World world;
  private final List<LabCase> cases = new ArrayList<>();

  private CertificateCases(World world) {
    this.world = world;
  }

  static List<LabCase> of(World world) {
    CertificateCases all = new CertificateCases(world);
    all.trust();
    all.chains();
    all.leaves();
    return all.cases;
  }

  private void trust() {
    IssuedCertificate other = world.otherRoot;
    add("wrong root", world.leaf, other, EnumSet.allOf(Stack.class), TRUST_ANCHOR_MISSING, UNKNOWN_TRUST);
    add("self-signed", world.selfSigned(), world.root, EnumSet.allOf(Stack.class), TRUST_ANCHOR_MISSING,
        UNKNOWN_TRUST);
    add("intermediate missing", world.alone(world.chained), world.root, EnumSet.allOf(Stack.class), CHAIN_INCOMPLETE,
        UNKNOWN_TRUST);
    add("intermediate pinned", world.chained, world.alone(world.intermediate), EnumSet.of(Stack.OPENSSL),
        INTERMEDIATE_PINNED, UNKNOWN_TRUST);
  }

  private void chains() {
    IssuedCertificate first = world.pki.ca("Lab Issuing CA 1").issuedBy(world.root);
    IssuedCertificate second = world.pki.ca("Lab Issuing CA 2").issuedBy(first);
    IssuedCertificate deep = world.server(World.HOST).issuedBy(second);
    IssuedCertificate shuffled = World.inOrder(deep, List.of(first, second));
    add("chain out of order", shuffled, world.root, EnumSet.of(Stack.BEARSSL, Stack.ARDUINO), CHAIN_OUT_OF_ORDER);
  }

  private void leaves() {
    Set<Stack> all = EnumSet.allOf(Stack.class);
    add("expired", world.expired(), world.root, all, CERTIFICATE_EXPIRED);
    add("not yet valid", world.notYetValid(), world.root, all, CERTIFICATE_EXPIRED);
    add("another host", world.forAnotherHost(), world.root, all, HOSTNAME_MISMATCH);
    Set<Stack> purpose = EnumSet.range(Stack.OPENSSL, Stack.WOLFSSL);
    add("for clients only", world.forClientsOnly(), world.root, purpose, CERTIFICATE_USAGE);
    add("issued by a leaf", world.byALeaf(), world.root, EnumSet.range(Stack.OPENSSL, Stack.BEARSSL),
        CERTIFICATE_USAGE);
    add("RSA-1024", world.weak(), world.rsaRoot, EnumSet.of(Stack.OPENSSL, Stack.MBEDTLS), WEAK_KEY_OR_SIGNATURE);
    add("SHA-1", world.sha1(), world.rsaRoot, EnumSet.of(Stack.OPENSSL, Stack.GNUTLS, Stack.MBEDTLS),
        WEAK_KEY_OR_SIGNATURE);
  }

  private void add(
      String what, IssuedCertificate served, IssuedCertificate trusted, Set<Stack> stacks, FindingId answer,
      FindingId... bare) {
    for (Stack stack : stacks) {
      LabServer.Start server = stack.ours()
          ? Servers.openssl(ServerSetup.with(served), "-tls1_2") : Servers.openssl(served, "-tls1_2");
      LabCase one = LabCase.of(
          stack.name().toLowerCase(Locale.ROOT) + ": " + what, server, stack.client(trusted, World.HOST),
          Knowledge.trusting(trusted).named(World.HOST), answer).orBare(bare);
      // It looks at certificates only when the handshake is over, and its alert is encrypted.
      cases.add(stack == Stack.NSS ? one.orBare(NO_CONNECT_SENT) : one);
    }
  }
}
