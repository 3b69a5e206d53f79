package dev.plumbline.diagnose.evidence;

import dev.plumbline.diagnose.evidence.ArrayDeclaration.Use;
import dev.plumbline.diagnose.evidence.DeviceSettings.EccSetup;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.WordOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a device's configuration or source says that matters for TLS. Tolerant: a snippet need not compile, and
 * what is not understood is passed over. Reads the text and not the program: what calls what is not known, so the order
 * of calls is their order in the text.
 */
public final class DeviceSettingsReader {
  private static final int MAX_LINES = 20;
  private static final int MAX_SHOWN = 160;
  private static final Pattern ENDIAN =
      Pattern.compile("(?i)(?:CRYPTO_WORD_ENDIAN_|endian\\w{0,20}\\W{1,10})(BIG|LITTLE)\\b");
  /** The enum's constants, not a use of them. */
  private static final Pattern DECLARES =
      Pattern.compile("ENDIAN_(BIG|LITTLE)\\s*=|^\\s*CRYPTO_WORD_ENDIAN_\\w+,");
  private static final Pattern RECEIVE =
      Pattern.compile("(?:\\b|-D)(?:CONFIG_)?MBEDTLS_SSL_(?:IN|MAX)_CONTENT_LEN\\b[\\s=]+([\\w()*+ ]{1,60})");
  private static final Pattern BEARSSL = Pattern.compile("\\bsetBufferSizes\\s*\\(\\s*([\\w*+ ]{1,40}),");
  private static final Pattern PACKET =
      Pattern.compile("nx_secure_tls_session_packet_buffer_set\\s*\\([^,]{1,80},[^,]{1,80},\\s*([^;]{1,80})\\)");
  private static final Pattern MQTT =
      Pattern.compile(
          "(?:\\b|-D)MQTT_MAX_PACKET_SIZE\\b[\\s=]+([\\w()*+ ]{1,60})|\\bsetBufferSize\\s*\\(\\s*([\\w*+ ]{1,40})\\)"
              + "|\\bMQTTClient\\b\\s*\\w{0,40}\\s*\\(\\s*([\\w*+ ]{1,40})\\)");
  private static final Pattern SIZEOF = Pattern.compile("sizeof\\s*\\(?\\s*(\\w+)\\s*\\)?");
  private static final Pattern AEAD = Pattern.compile("NX_SECURE_ENABLE_AEAD_CIPHER\\b");
  private static final Pattern DEFINED = Pattern.compile("(#\\s*define\\s+|-D)$");
  private static final Pattern SESSION = Pattern.compile("\\bnx_secure_tls_session_create(_ext)?\\s*\\(");
  private static final Pattern ECC = Pattern.compile("\\bnx_secure_tls_ecc_initialize\\s*\\(");
  private static final Pattern SNI = Pattern.compile("\\bnx_secure_tls_session_sni_extension_set\\s*\\(");

  private final SourceText source;
  private final List<String> shown = new ArrayList<>();
  private final Map<String, String> arraySizes = new HashMap<>();
  private Optional<WordOrder> wordOrder = Optional.empty();
  private boolean wordOrderIsAssigned;
  private Optional<MemoryRegion> anchorsIn = Optional.empty();
  private Optional<MemoryRegion> keyIn = Optional.empty();
  private Optional<Integer> receiveBuffer = Optional.empty();
  private Optional<Integer> packetBuffer = Optional.empty();
  private Optional<Integer> mqttBuffer = Optional.empty();
  private Optional<Boolean> aead = Optional.empty();
  private String session;
  private Optional<EccSetup> eccSetup = Optional.empty();
  private boolean serverName;

  private DeviceSettingsReader(String text) {
    source = new SourceText(text);
  }

  /** What the text says. Never fails: a text that says nothing of all this yields nothing. */
  public static DeviceSettings read(String text) {
    DeviceSettingsReader reader = new DeviceSettingsReader(text);
    reader.source.lines().forEach(reader::line);
    return reader.settings();
  }

  private DeviceSettings settings() {
    if (session != null && eccSetup.isEmpty()) {
      eccSetup = Optional.of(EccSetup.MISSING);
    }
    return new DeviceSettings(
        wordOrder, anchorsIn, keyIn, shown, receiveBuffer, packetBuffer, mqttBuffer, aead, eccSetup,
        serverName ? Optional.of(true) : session == null ? Optional.empty() : Optional.of(false), Optional.empty());
  }

  private void line(SourceText.Line line) {
    String code = line.code();
    wordOrder(line);
    ArrayDeclaration.in(code).ifPresent(this::array);
    receiveBuffer = receiveBuffer.or(() -> size(RECEIVE, line)).or(() -> size(BEARSSL, line));
    packetBuffer = packetBuffer.or(() -> size(PACKET, line));
    mqttBuffer = size(MQTT, line).or(() -> mqttBuffer);
    aead(line);
    calls(line);
  }

  /** An assignment counts for more than a mention, such as the enum that declares both. */
  private void wordOrder(SourceText.Line line) {
    Matcher endian = ENDIAN.matcher(line.code());
    if (!endian.find()) {
      return;
    }
    WordOrder order = WordOrder.valueOf(endian.group(1).toUpperCase(Locale.ROOT));
    boolean assigned = line.code().contains("endian_flag") || endian.group().matches("(?i)endian.*");
    boolean declares = endian.find() || DECLARES.matcher(line.code()).find();
    if (!declares && (assigned || !wordOrderIsAssigned)) {
      wordOrder = Optional.of(order);
      wordOrderIsAssigned |= assigned;
      show(line.raw());
    }
  }

  private void array(ArrayDeclaration array) {
    arraySizes.put(array.name(), array.size());
    if (array.use() == Use.OTHER) {
      return;
    }
    // An anchor in ROM is the one that breaks, wherever the others are (C06).
    if (array.use() == Use.ANCHOR) {
      anchorsIn = anchorsIn.filter(MemoryRegion.ROM::equals).or(() -> Optional.of(array.region()));
    } else {
      keyIn = keyIn.filter(MemoryRegion.ROM::equals).or(() -> Optional.of(array.region()));
    }
    show(array.text());
  }

  private Optional<Integer> size(Pattern pattern, SourceText.Line line) {
    Matcher found = pattern.matcher(line.code());
    if (!found.find()) {
      return Optional.empty();
    }
    String expression = "";
    for (int i = 1; i <= found.groupCount(); i++) {
      expression = found.group(i) == null ? expression : found.group(i);
    }
    Matcher sizeof = SIZEOF.matcher(expression);
    Optional<Integer> size =
        source.value(sizeof.find() ? arraySizes.getOrDefault(sizeof.group(1), "") : expression);
    size.ifPresent(any -> show(line.raw()));
    return size;
  }

  private void aead(SourceText.Line line) {
    Matcher name = AEAD.matcher(line.raw());
    if (!name.find()) {
      return;
    }
    boolean inCode = line.code().contains(name.group());
    boolean defined = DEFINED.matcher(line.raw().substring(0, name.start())).find();
    if (defined || line.raw().matches(".*#\\s*undef\\s.*")) {
      aead = Optional.of(inCode && defined);
      show(line.raw());
    }
  }

  private void calls(SourceText.Line line) {
    if (SESSION.matcher(line.code()).find() && session == null) {
      session = line.raw();
      show(line.raw());
    }
    if (ECC.matcher(line.code()).find() && eccSetup.filter(EccSetup.AFTER_SESSION::equals).isEmpty()) {
      eccSetup = Optional.of(session == null ? EccSetup.BEFORE_SESSION : EccSetup.AFTER_SESSION);
      show(line.raw());
    }
    if (SNI.matcher(line.code()).find()) {
      serverName = true;
      show(line.raw());
    }
  }

  private void show(String line) {
    String plain = line.strip();
    String cut = plain.length() > MAX_SHOWN ? plain.substring(0, MAX_SHOWN) + "…" : plain;
    if (shown.size() < MAX_LINES && !shown.contains(cut)) {
      shown.add(cut);
    }
  }
}
