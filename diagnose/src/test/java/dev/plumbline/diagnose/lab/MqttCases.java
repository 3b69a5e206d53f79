package dev.plumbline.diagnose.lab;

import static dev.plumbline.diagnose.finding.FindingId.CONNACK_REFUSED;
import static dev.plumbline.diagnose.finding.FindingId.DUPLICATE_CLIENT_ID;
import static dev.plumbline.diagnose.finding.FindingId.HANDSHAKE_TIMEOUT;
import static dev.plumbline.diagnose.finding.FindingId.HEALTHY;
import static dev.plumbline.diagnose.finding.FindingId.JWT_ALGORITHM_MISMATCH;
import static dev.plumbline.diagnose.finding.FindingId.JWT_EXPIRED;
import static dev.plumbline.diagnose.finding.FindingId.JWT_NOT_BASE64URL;
import static dev.plumbline.diagnose.finding.FindingId.JWT_SIGNATURE_INVALID;
import static dev.plumbline.diagnose.finding.FindingId.MQTT_MALFORMED;
import static dev.plumbline.diagnose.finding.FindingId.MQTT_REFUSED_WITHOUT_CONNACK;
import static dev.plumbline.diagnose.finding.FindingId.NOT_AN_MQTT_ENDPOINT;
import static dev.plumbline.diagnose.finding.FindingId.NO_CONNECT_SENT;
import static dev.plumbline.diagnose.finding.FindingId.PASSWORD_WITHOUT_USERNAME;
import static dev.plumbline.diagnose.finding.FindingId.PLAIN_MQTT_ON_TLS_PORT;
import static dev.plumbline.diagnose.finding.FindingId.TLS_ON_PLAIN_PORT;
import static dev.plumbline.diagnose.finding.FindingId.USERNAME_CORRUPTED;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.testing.Broker;
import dev.plumbline.tls.testing.TestKey;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** TLS is not wanted, or is up and MQTT is wrong. */
final class MqttCases {
  private static final byte[] CONNECT = Mqtt.connect("lab-1");
  private static final String TLS12 = "-tls1_2";

  private final World world;
  private final TestKey registered = TestKey.of(TestKey.Kind.EC_P256, "device-1");
  private final List<LabCase> cases = new ArrayList<>();

  private MqttCases(World world) {
    this.world = world;
  }

  static List<LabCase> of(World world) {
    MqttCases all = new MqttCases(world);
    all.mixedUp();
    all.refusals();
    all.nothingSaid();
    all.packets();
    all.tokens();
    all.takeOvers();
    return all.cases;
  }

  private void mixedUp() {
    LabServer.Start tls = Servers.openssl(world.leaf, TLS12);
    add("plain MQTT to OpenSSL", tls, Clients.bytes(CONNECT, 1000), PLAIN_MQTT_ON_TLS_PORT);
    add("plain MQTT to JSSE", jsse(Mqtt.broker()), Clients.bytes(CONNECT, 1000), PLAIN_MQTT_ON_TLS_PORT);
    add("mosquitto_pub without TLS to mosquitto with it", Servers.mosquitto(world.leaf), Clients.mosquitto(null),
        PLAIN_MQTT_ON_TLS_PORT);
    cases.add(known("openssl: TLS to mosquitto without it", Servers.mosquitto(null), openssl(CONNECT),
        TLS_ON_PLAIN_PORT).port(1883));
    add("openssl: TLS to a broker that answers in clear", Servers.plain(MqttCases::connackToAnything), openssl(CONNECT),
        TLS_ON_PLAIN_PORT);
    add("gnutls: TLS to a web server without it", Servers.plain(Mqtt.web()),
        Clients.gnutls(world.root, World.HOST, CONNECT, "NORMAL"), TLS_ON_PLAIN_PORT);
    add("synergy: TLS to a web server without it", Servers.plain(Mqtt.web()),
        LabDevice.of("synergy-ssp2").trusting(world.root).named(World.HOST), TLS_ON_PLAIN_PORT);
    add("openssl: a web server behind TLS", jsse(Mqtt.web()), openssl(CONNECT), NOT_AN_MQTT_ENDPOINT);
    cases.add(known("mosquitto_pub: a web server behind TLS 1.3", jsse(Mqtt.web()), Clients.mosquitto(world.root),
        NOT_AN_MQTT_ENDPOINT).or(CONNACK_REFUSED, MQTT_REFUSED_WITHOUT_CONNACK));
  }

  private static void connackToAnything(Socket socket) throws Exception {
    socket.getInputStream().read(new byte[4096]);
    socket.getOutputStream().write(new byte[] {0x20, 2, 0, 1});
  }

  private void refusals() {
    for (int code = 1; code <= 5; code++) {
      cases.add(known("openssl: CONNACK " + code, jsse(Mqtt.refusing(code)), openssl(CONNECT), CONNACK_REFUSED));
    }
    add("netx: CONNACK 5", jsse12(Mqtt.refusing(5)), netx(CONNECT), CONNACK_REFUSED);
    add("mosquitto_pub: CONNACK 4", jsse(Mqtt.refusing(4)), Clients.mosquitto(world.root, "-u", "u", "-P", "p"),
        CONNACK_REFUSED);
    add("mosquitto_pub: a password that mosquitto does not know",
        line -> {
          line.file("passwords", "");
          return Servers.mosquitto(world.leaf, "password_file DIR/passwords").on(line);
        }, Clients.mosquitto(world.root, "-u", "u", "-P", "p"), CONNACK_REFUSED);
    add("plain: CONNACK 2", Servers.plain(Mqtt.refusing(2)), Clients.bytes(CONNECT, 1000), CONNACK_REFUSED);
    cases.set(cases.size() - 1, cases.get(cases.size() - 1).port(1883));
    add("openssl: closed after CONNECT", jsse(Mqtt.closing()), openssl(CONNECT), MQTT_REFUSED_WITHOUT_CONNACK);
    add("netx: closed after CONNECT", jsse12(Mqtt.closing()), netx(CONNECT), MQTT_REFUSED_WITHOUT_CONNACK);
    add("jsse: closed after CONNECT", jsse12(Mqtt.closing()), Stack.JSSE.client(world.root, World.HOST),
        MQTT_REFUSED_WITHOUT_CONNACK);
    add("openssl: reset after CONNECT", jsse(socket -> {
      Mqtt.read(socket);
      socket.setSoLinger(true, 0);
    }), openssl(CONNECT), MQTT_REFUSED_WITHOUT_CONNACK);
  }

  private void nothingSaid() {
    LabServer.Start patient = line -> jsse12(socket -> {
      ((SSLSocket) socket).startHandshake();
      line.later(Duration.ofSeconds(30));
    }).on(line);
    add("openssl: no CONNECT, and the broker closes", patient, openssl(new byte[0]), NO_CONNECT_SENT);
    add("netx: no CONNECT, and it closes", jsse12(Mqtt.broker()), netx(), NO_CONNECT_SENT);
    cases.add(known("openssl: a broker that never answers", jsse12(socket -> {
      Mqtt.read(socket);
      socket.getInputStream().read();
    }), openssl(CONNECT), MQTT_REFUSED_WITHOUT_CONNACK).or(HANDSHAKE_TIMEOUT, NO_CONNECT_SENT));
  }

  private void packets() {
    byte[] flags = Mqtt.connect(0x42, Mqtt.bytes("lab-1"), Mqtt.bytes("secret"));
    opened("a password without a user name", flags, Mqtt.closing(), PASSWORD_WITHOUT_USERNAME);
    opened("a user name that was cut", Mqtt.connect("lab-1", "unus", "secret"), Mqtt.refusing(5), USERNAME_CORRUPTED);
    opened("a user name with bytes behind it", Mqtt.connect(0xC2, Mqtt.bytes("lab-1"), new byte[] {'u', 'n', 'u', 's',
        (byte) 0xF0, (byte) 0x9F, 3}, Mqtt.bytes("secret")), Mqtt.closing(), USERNAME_CORRUPTED);
    cases.add(known("openssl: SUBSCRIBE with wrong flags", Servers.mosquitto(world.leaf, "tls_version tlsv1.2"),
        openssl(Clients.join(CONNECT, Mqtt.subscribe(0x80))), MQTT_MALFORMED).orBare(HEALTHY, CONNACK_REFUSED));
    opened("CONNECT with a reserved bit", Mqtt.connect(0x03, Mqtt.bytes("lab-1")), Mqtt.closing(), MQTT_MALFORMED);
    add("plain: CONNECT with a reserved bit", Servers.plain(Mqtt.closing()),
        Clients.bytes(Mqtt.connect(0x03, Mqtt.bytes("lab-1")), 1000), MQTT_MALFORMED);
    cases.set(cases.size() - 1, cases.get(cases.size() - 1).port(1883));
  }

  /** With the keys it can be read what is wrong; without them it is a refusal. */
  private void opened(String what, byte[] said, Broker.Script broker, FindingId answer) {
    cases.add(known("openssl: " + what, jsse(broker), openssl(said), answer).orBare(MQTT_REFUSED_WITHOUT_CONNACK,
        CONNACK_REFUSED));
  }

  private void tokens() {
    Instant now = Instant.now();
    String good = "{\"aud\":\"lab\",\"iat\":" + now.getEpochSecond() + ",\"exp\":" + (now.getEpochSecond() + 600) + "}";
    String old = "{\"aud\":\"lab\",\"iat\":" + (now.getEpochSecond() - 90000) + ",\"exp\":"
        + (now.getEpochSecond() - 86400) + "}";
    String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";
    token("expired", token(header, old, registered, true), JWT_EXPIRED);
    token("signed by another key", token(header, good, TestKey.of(TestKey.Kind.EC_P256, "nobody"), true),
        JWT_SIGNATURE_INVALID);
    token("with a signature in DER", token(header, good, registered, false), JWT_ALGORITHM_MISMATCH);
    token("for an RSA key", token("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", good, registered, true),
        JWT_ALGORITHM_MISMATCH);
    String unpadded = token(header, good, registered, true);
    token("with padding", unpadded + "==", JWT_NOT_BASE64URL);
    token("in order", unpadded, MQTT_REFUSED_WITHOUT_CONNACK);
  }

  private void token(String what, String token, FindingId answer) {
    cases.add(LabCase.of("openssl: a token " + what, jsse(Mqtt.closing()),
        openssl(Mqtt.connect("projects/p/locations/l/registries/r/devices/d", "unused", token)),
        Knowledge.trusting(world.root).named(World.HOST).tokenKey(registered.publicKey()), answer)
        .orBare(MQTT_REFUSED_WITHOUT_CONNACK));
  }

  private static String token(String header, String claims, TestKey key, boolean raw) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String signed = base64.encodeToString(Mqtt.bytes(header)) + "." + base64.encodeToString(Mqtt.bytes(claims));
    try {
      Signature signature = Signature.getInstance(raw ? "SHA256withECDSAinP1363Format" : "SHA256withECDSA");
      signature.initSign(key.privateKey());
      signature.update(Mqtt.bytes(signed));
      return signed + "." + base64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The broker ends the older of two connections with one client id. */
  private void takeOvers() {
    LabClient three = line -> {
      Thread first = started(staying(), line);
      line.listen();
      line.later(Duration.ofSeconds(20));
      Thread second = started(staying(), line);
      line.listen();
      line.later(Duration.ofSeconds(20));
      openssl(CONNECT).connect(line);
      first.join(5000);
      second.join(5000);
    };
    cases.add(known("openssl: one client id three times", Servers.mosquitto(world.leaf, "tls_version tlsv1.2"), three,
        DUPLICATE_CLIENT_ID).orBare(HEALTHY));
  }

  private static Thread started(LabClient client, Line line) {
    Thread thread = new Thread(() -> {
      try {
        client.connect(line);
      } catch (Exception ended) {
        // It says so in the capture.
      }
    });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** One that stays until the broker ends it. */
  private LabClient staying() {
    return Clients.opensslStaying(world.root, World.HOST, CONNECT);
  }

  private LabServer.Start jsse(Broker.Script script) {
    return Servers.jsse(world.leaf, socket -> { }, script);
  }

  private LabServer.Start jsse12(Broker.Script script) {
    return Servers.jsse(world.leaf, socket -> {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
    }, script);
  }

  private LabClient openssl(byte[] said) {
    return Clients.openssl(world.root, World.HOST, said, TLS12);
  }

  private LabDevice netx(byte[]... said) {
    return LabDevice.of("netx-software").trusting(world.root).named(World.HOST).says(said);
  }

  private LabCase known(String name, LabServer.Start server, LabClient client, FindingId answer) {
    return LabCase.of(name, server, client, Knowledge.trusting(world.root).named(World.HOST), answer);
  }

  private void add(String name, LabServer.Start server, LabClient client, FindingId answer) {
    cases.add(known(name, server, client, answer));
  }
}
