package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.evidence.DeviceSettings.EccSetup;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.WordOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceSettingsReaderTest {

  @Test
  void readsTheSnippetOfACapture() {
    DeviceSettings settings = DeviceSettingsReader.read("""
        r_sce: endian_flag = CRYPTO_WORD_ENDIAN_BIG
        anchor: static const unsigned char harbor_root_der[]
        """);
    assertEquals(Optional.of(WordOrder.BIG), settings.wordOrder());
    assertEquals(Optional.of(MemoryRegion.ROM), settings.anchorsIn());
    assertEquals(
        List.of(
            "r_sce: endian_flag = CRYPTO_WORD_ENDIAN_BIG", "anchor: static const unsigned char harbor_root_der[]"),
        settings.lines());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      .endian_flag = CRYPTO_WORD_ENDIAN_LITTLE,       | LITTLE
      .endian_flag = (CRYPTO_WORD_ENDIAN_BIG)         | BIG
      Word Endian: Little                             | LITTLE
      #define SCE_ENDIAN CRYPTO_WORD_ENDIAN_BIG       | BIG
      // .endian_flag = CRYPTO_WORD_ENDIAN_BIG        |
      CRYPTO_WORD_ENDIAN_BIG = 0,                     |
      """)
  void readsTheWordOrder(String line, WordOrder order) {
    assertEquals(Optional.ofNullable(order), DeviceSettingsReader.read(line).wordOrder());
  }

  @Test
  void anAssignmentCountsForMoreThanTheDeclarationOfBoth() {
    DeviceSettings settings = DeviceSettingsReader.read("""
        typedef enum { CRYPTO_WORD_ENDIAN_BIG = 0, CRYPTO_WORD_ENDIAN_LITTLE = 1 } crypto_word_endian_t;
        const crypto_cfg_t g_sce_cfg = { .endian_flag = CRYPTO_WORD_ENDIAN_LITTLE };
        """);
    assertEquals(Optional.of(WordOrder.LITTLE), settings.wordOrder());
    assertEquals(1, settings.lines().size());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      static const unsigned char gtsltsr_root_der[457] = { 0x30, 0x82 } | ROM |
      unsigned char CA_cert_der[4096];                                  | RAM |
      const char root_ca[] PROGMEM = R"EOF(                             | ROM |
      static const char* rootCa = "-----BEGIN"                          | ROM |
      UCHAR trusted_anchor[] = {                                        | RAM |
      const uint8_t device_private_key[] = { 0x30                       |     | ROM
      static unsigned char privateKey[121] = {                          |     | RAM
      const unsigned char ca_key[] = {                                  |     | ROM
      const unsigned char device_cert[] = {                             |     |
      int load(const unsigned char cert[], int length);                 |     |
      const unsigned char public_key[] = {                              |     |
      cert[0] = 1;                                                      |     |
      // const unsigned char root_ca[] = {                              |     |
      """)
  void tellsAnchorsAndKeysByNameAndTheirMemoryByConst(String line, MemoryRegion anchors, MemoryRegion key) {
    DeviceSettings settings = DeviceSettingsReader.read(line);
    assertEquals(Optional.ofNullable(anchors), settings.anchorsIn());
    assertEquals(Optional.ofNullable(key), settings.keyIn());
  }

  @Test
  void oneAnchorInRomIsEnough() {
    DeviceSettings settings = DeviceSettingsReader.read("""
        unsigned char root_copy[512];
        const unsigned char backup_root[] = { 0x30 };
        """);
    assertEquals(Optional.of(MemoryRegion.ROM), settings.anchorsIn());
  }

  @Test
  void neverShowsTheContentOfAnArray() {
    DeviceSettings settings =
        DeviceSettingsReader.read("const unsigned char private_key[] = { 0xDE, 0xAD, 0xBE, 0xEF };");
    assertEquals(List.of("const unsigned char private_key[]"), settings.lines());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      #define MBEDTLS_SSL_IN_CONTENT_LEN 4096          | 4096 |
      #define MBEDTLS_SSL_MAX_CONTENT_LEN (4 * 1024)   | 4096 |
      CONFIG_MBEDTLS_SSL_IN_CONTENT_LEN=16384          | 16384|
      client.setBufferSizes(1024, 512);                | 1024 |
      #define MQTT_MAX_PACKET_SIZE 256                 |      | 256
      -DMQTT_MAX_PACKET_SIZE=512                       |      | 512
      client.setBufferSize(1024);                      |      | 1024
      MQTTClient client(512);                          |      | 512
      mqttClient = new MQTTClient(0x200);              |      | 512
      // client.setBufferSize(1024);                   |      |
      """)
  void readsSizes(String line, Integer receive, Integer mqtt) {
    DeviceSettings settings = DeviceSettingsReader.read(line);
    assertEquals(Optional.ofNullable(receive), settings.receiveBuffer());
    assertEquals(Optional.ofNullable(mqtt), settings.mqttBuffer());
  }

  @Test
  void followsConstantsAndSizeofToThePacketBuffer() {
    DeviceSettings settings = DeviceSettingsReader.read("""
        #define KILO 1024u
        #define TLS_BUFFER (KILO * 4)
        static UCHAR tls_packet_buffer[TLS_BUFFER];
        nx_secure_tls_session_packet_buffer_set(&session, tls_packet_buffer, sizeof(tls_packet_buffer));
        """);
    assertEquals(Optional.of(4096), settings.packetBuffer());
  }

  @Test
  void seesWhetherAeadIsSwitchedOn() {
    assertEquals(Optional.of(true), DeviceSettingsReader.read("#define NX_SECURE_ENABLE_AEAD_CIPHER").aead());
    assertEquals(Optional.of(true), DeviceSettingsReader.read("CFLAGS += -DNX_SECURE_ENABLE_AEAD_CIPHER").aead());
    assertEquals(Optional.of(false), DeviceSettingsReader.read("// #define NX_SECURE_ENABLE_AEAD_CIPHER").aead());
    assertEquals(Optional.of(false), DeviceSettingsReader.read("#undef NX_SECURE_ENABLE_AEAD_CIPHER").aead());
    assertEquals(Optional.empty(), DeviceSettingsReader.read("#ifdef NX_SECURE_ENABLE_AEAD_CIPHER").aead());
  }

  @Test
  void seesTheOrderOfCalls() {
    String create = "nx_secure_tls_session_create(&tls, &ciphers, metadata, sizeof(metadata));\n";
    String ecc = "nx_secure_tls_ecc_initialize(&tls, groups, count, curves);\n";
    String sni = "nx_secure_tls_session_sni_extension_set(&tls, &name);\n";
    DeviceSettings right = DeviceSettingsReader.read(create + ecc + sni);
    assertEquals(Optional.of(EccSetup.AFTER_SESSION), right.eccSetup());
    assertEquals(Optional.of(true), right.serverName());
    assertEquals(Optional.of(EccSetup.BEFORE_SESSION), DeviceSettingsReader.read(ecc + create).eccSetup());
    DeviceSettings bare = DeviceSettingsReader.read(create);
    assertEquals(Optional.of(EccSetup.MISSING), bare.eccSetup());
    assertEquals(Optional.of(false), bare.serverName());
    assertEquals(DeviceSettings.NONE, DeviceSettingsReader.read("int main(void) { return 0; }"));
  }

  @Test
  void longTextsAreReadInBoundedTimeAndSpace() {
    String text = "const unsigned char root_a[] = {\n".repeat(40_000) + "#define A A*A\nsetBufferSize(A);\n";
    DeviceSettings settings = DeviceSettingsReader.read(text + "x".repeat(1 << 20));
    assertTrue(settings.lines().size() <= 20);
    assertFalse(settings.mqttBuffer().isPresent());
  }
}
