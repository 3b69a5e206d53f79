package dev.plumbline.engine.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.TestKeys;
import dev.plumbline.engine.TestSignatures;
import dev.plumbline.engine.key.KeyFileException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the OpenSSL on this machine makes, and signatures that it checks. */
class OpensslKeysTest {
  private static final String PASSWORD = "pässword";

  @TempDir Path directory;

  @Test
  void everyEncryptionThatOpensslMakesIsRead() throws Exception {
    if (missing()) {
      return;
    }
    Files.writeString(directory.resolve("password"), PASSWORD); // not an argument, which depends on the locale
    Files.write(directory.resolve("ec.pem"), TestKeys.EC_P384.pem());
    Files.write(directory.resolve("rsa.pem"), TestKeys.RSA_2048.pem());
    for (String cipher : List.of("aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3")) {
      for (String hash : List.of("SHA1", "SHA224", "SHA256", "SHA384", "SHA512")) {
        for (String form : List.of("PEM", "DER")) {
          byte[] key =
              made("pkcs8 -topk8 -in ec.pem -v2 " + cipher + " -v2prf hmacWith" + hash + " -iter 1000 -outform " + form
                  + " -passout file:password");
          PrivateKeysTest.assertSameKey(TestKeys.EC_P384, PrivateKeys.read(key, PASSWORD.toCharArray()));
        }
      }
    }
    for (String cipher : List.of("-aes128", "-aes192", "-aes256", "-des3")) {
      byte[] ec = made("ec -in ec.pem " + cipher + " -passout file:password");
      PrivateKeysTest.assertSameKey(TestKeys.EC_P384, PrivateKeys.read(ec, PASSWORD.toCharArray()));
      byte[] rsa = made("rsa -in rsa.pem -traditional " + cipher + " -passout file:password");
      PrivateKeysTest.assertSameKey(TestKeys.RSA_2048, PrivateKeys.read(rsa, PASSWORD.toCharArray()));
    }
  }

  @Test
  void everyPlainFormThatOpensslMakesIsRead() throws Exception {
    if (missing()) {
      return;
    }
    Files.write(directory.resolve("ec.pem"), TestKeys.EC_P256.pem());
    Files.write(directory.resolve("rsa.pem"), TestKeys.RSA_2048.pem());
    for (String form : List.of("PEM", "DER")) {
      for (String command :
          List.of("ec -in ec.pem", "ec -in ec.pem -no_public", "ec -in ec.pem -conv_form compressed",
              "pkey -in ec.pem", "pkcs8 -topk8 -nocrypt -in ec.pem")) {
        PrivateKeysTest.assertSameKey(TestKeys.EC_P256, PrivateKeys.read(made(command + " -outform " + form)));
      }
      for (String command : List.of("rsa -in rsa.pem", "rsa -in rsa.pem -traditional", "pkey -in rsa.pem")) {
        PrivateKeysTest.assertSameKey(TestKeys.RSA_2048, PrivateKeys.read(made(command + " -outform " + form)));
      }
    }
    byte[] withParameters = made("ecparam -name prime256v1 -genkey");
    assertTrue(new String(withParameters, StandardCharsets.US_ASCII).startsWith("-----BEGIN EC PARAMETERS-----"));
    PrivateKeys.read(withParameters).close();
  }

  @Test
  void keysThatAreNotUsedHereAreNamed() throws Exception {
    if (missing()) {
      return;
    }
    Files.write(directory.resolve("ec.pem"), TestKeys.EC_P256.pem());
    unsupported("Ed25519", made("genpkey -algorithm ED25519"));
    unsupported("X25519", made("genpkey -algorithm X25519"));
    unsupported("secp521r1", made("ecparam -name secp521r1 -genkey -noout"));
    unsupported("secp256k1", made("ecparam -name secp256k1 -genkey -noout"));
    unsupported("named_curve", made("ec -in ec.pem -param_enc explicit"));
    unsupported("pkcs8 -topk8", made("pkcs8 -topk8 -scrypt -in ec.pem -passout pass:x"));
    unsupported("pkcs8 -topk8", made("pkcs8 -topk8 -v1 PBE-SHA1-3DES -in ec.pem -passout pass:x"));
    made("req -new -x509 -key ec.pem -subj /CN=x -days 2 -out certificate.pem");
    unsupported("pkcs12 -in", made("pkcs12 -export -inkey ec.pem -in certificate.pem -passout pass:x"));
  }

  private static void unsupported(String named, byte[] file) {
    String message = PrivateKeysTest.refused(Kind.UNSUPPORTED, file, "x".toCharArray()).getMessage();
    assertTrue(message.contains(named), message);
  }

  @Test
  void opensslVerifiesWhatTheEngineSigns() throws Exception {
    if (missing()) {
      return;
    }
    byte[] message = "signed by the engine".getBytes(StandardCharsets.US_ASCII);
    Files.write(directory.resolve("message"), message);
    for (TestKeys key : TestKeys.values()) {
      Files.write(directory.resolve("key.pem"), key.pem());
      made("pkey -in key.pem -pubout -out public.pem");
      for (SignatureScheme scheme : SignatureScheme.values()) {
        if (scheme.keyType() == key.info().type()) {
          Files.write(directory.resolve("signature"), sign(key, scheme, message));
          String padding = scheme.pss() ? " -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest" : "";
          String digest = scheme.hash().standardName().replace("-", "").toLowerCase(Locale.ROOT);
          byte[] verdict =
              made("dgst -" + digest + " -verify public.pem -signature signature" + padding + " message");
          assertEquals("Verified OK", new String(verdict, StandardCharsets.US_ASCII).strip());
        }
      }
    }
  }

  private static byte[] sign(TestKeys key, SignatureScheme scheme, byte[] message) throws Exception {
    try (CryptoEngine engine = Engines.software();
        PrivateKeyMaterial material = key.material()) {
      return TestSignatures.sign(engine, material, scheme, message);
    }
  }

  /** What {@code openssl} with these arguments writes. */
  private byte[] made(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), arguments);
    assertEquals(0, process.exitValue(), () -> arguments + ": " + text(err));
    return Files.readAllBytes(out);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean missing() throws Exception {
    try {
      Process process = new ProcessBuilder("openssl", "version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      assertEquals(0, process.waitFor(), "openssl version");
      return false;
    } catch (IOException e) {
      if ("1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS"))) {
        fail("PLUMBLINE_REQUIRE_PEERS=1, and there is no openssl: " + e.getMessage());
      }
      System.out.println("SKIPPED: no openssl on this machine; key files are tested with the recorded ones only");
      return true;
    }
  }
}
