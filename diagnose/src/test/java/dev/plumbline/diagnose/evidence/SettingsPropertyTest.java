package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text, it is read. */
class SettingsPropertyTest {
  private static final List<String> PARTS =
      List.of(
          "const ", "unsigned char ", "root_ca", "key", "[", "]", "=", "{", "(", ")", "*", "#define ", "sizeof", "\n",
          " ", "CRYPTO_WORD_ENDIAN_BIG", "endian_flag", "MQTT_MAX_PACKET_SIZE", "99999999999", "4096", "/*", "*/", "//",
          "nx_secure_tls_session_create(", "setBufferSize(", ",", "-DNX_SECURE_ENABLE_AEAD_CIPHER");

  @Provide
  Arbitrary<String> snippets() {
    return Arbitraries.of(PARTS).list().ofMaxSize(60).map(parts -> String.join("", parts));
  }

  @Property(tries = 500)
  void anySnippetIsRead(@ForAll("snippets") String text) {
    assertNotNull(DeviceSettingsReader.read(text));
  }

  @Property(tries = 300)
  void anyTextIsRead(@ForAll String text) {
    assertNotNull(DeviceSettingsReader.read(text));
  }
}
