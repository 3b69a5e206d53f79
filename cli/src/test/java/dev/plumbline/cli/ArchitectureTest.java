package dev.plumbline.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.plumbline.cli.outcome.Interrupts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the arrows between modules and packages, as docs/architecture.md draws them. */
class ArchitectureTest {
  private static final String ENGINE = "dev.plumbline.engine..";
  private static final String TLS = "dev.plumbline.tls..";
  private static final String MQTT = "dev.plumbline.mqtt..";
  private static final String VECTORS = "dev.plumbline.vectors..";
  private static final String DIAGNOSE = "dev.plumbline.diagnose..";
  private static final String CLI = "dev.plumbline.cli..";

  /** What is shipped; test jars and test classes are not. */
  private static final JavaClasses SHIPPED = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .withImportOption(ArchitectureTest::isNotATestJar)
      .importPackages("dev.plumbline");

  private static boolean isNotATestJar(Location location) {
    return !location.contains("-tests.jar") && !location.contains("/testing/");
  }

  @Test
  void everyModuleIsSeen() {
    for (String name : List.of("engine", "tls", "mqtt", "vectors", "diagnose.rule", "cli")) {
      assertTrue(SHIPPED.containPackage("dev.plumbline." + name), name);
    }
  }

  @Test
  void theEngineKnowsNoOtherModule() {
    noClasses().that().resideInAPackage(ENGINE).should().dependOnClassesThat()
        .resideInAnyPackage(TLS, MQTT, VECTORS, DIAGNOSE, CLI).check(SHIPPED);
  }

  @Test
  void tlsKnowsTheEngineOnly() {
    noClasses().that().resideInAPackage(TLS).should().dependOnClassesThat()
        .resideInAnyPackage(MQTT, VECTORS, DIAGNOSE, CLI).check(SHIPPED);
  }

  @Test
  void diagnoseKnowsTlsAndTheEngineAndNotTheCommand() {
    noClasses().that().resideInAPackage(DIAGNOSE).should().dependOnClassesThat().resideInAnyPackage(CLI).check(SHIPPED);
  }

  /** From bytes to an answer: each step of a diagnosis knows those before it and none after it. */
  @Test
  void aDiagnosisGoesOneWay() {
    String[] steps = {"capture", "flow", "conversation", "rule", "finding", "report"};
    knowsOnly("flow");
    knowsOnly("capture", "flow");
    knowsNone("conversation", "capture", "rule", "finding", "report", "evidence", "proof");
    knowsNone("rule", "capture", "report", "tap", "probe");
    knowsNone("finding", "rule", "report", "proof", "capture");
    knowsNone("report", "rule", "capture", "proof", "tap", "probe");
    for (String step : steps) {
      assertTrue(SHIPPED.containPackage("dev.plumbline.diagnose." + step), step);
    }
  }

  @Test
  void whatIsComputedKnowsNotWhereItCameFrom() {
    knowsOnly("names");
    knowsOnly("decrypt", "names");
    knowsOnly("proof", "names");
    knowsOnly("token");
    knowsNone("dissect", "capture", "rule", "finding", "report");
    knowsNone("compare", "capture", "rule", "finding", "report");
    knowsNone("replay", "rule", "finding", "report", "capture");
    knowsNone("evidence", "rule", "finding", "report", "conversation", "capture");
    knowsNone("code", "rule", "report", "conversation", "capture");
    knowsNone("probe", "conversation", "rule", "finding", "report");
    knowsNone("tap", "capture", "rule", "report");
  }

  private static void knowsOnly(String name, String... known) {
    String[] all = new String[known.length + 1];
    all[0] = diagnose(name);
    for (int i = 0; i < known.length; i++) {
      all[i + 1] = diagnose(known[i]);
    }
    noClasses().that().resideInAPackage(diagnose(name)).should().dependOnClassesThat(
        DescribedPredicate.describe("are in another part of diagnose",
            type -> type.getPackageName().startsWith("dev.plumbline.diagnose")
                && List.of(all).stream().noneMatch(one -> type.getPackageName().equals(one)))).check(SHIPPED);
  }

  private static void knowsNone(String name, String... unknown) {
    String[] packages = List.of(unknown).stream().map(ArchitectureTest::diagnose).toArray(String[]::new);
    noClasses().that().resideInAPackage(diagnose(name)).should().dependOnClassesThat()
        .resideInAnyPackage(packages).check(SHIPPED);
  }

  private static String diagnose(String name) {
    return "dev.plumbline.diagnose." + name;
  }

  @Test
  void mqttKnowsNothingButTheJdk() {
    classes().that().resideInAPackage(MQTT).should().onlyDependOnClassesThat()
        .resideInAnyPackage(MQTT, "java..").check(SHIPPED);
  }

  @Test
  void vectorsAreData() {
    classes().that().resideInAPackage(VECTORS).should().onlyDependOnClassesThat()
        .resideInAnyPackage(VECTORS, "java..", "com.fasterxml.jackson..").check(SHIPPED);
  }

  @Test
  void bouncyCastleStaysWhereItBelongs() {
    noClasses().that().resideOutsideOfPackages("dev.plumbline.engine.software..", "dev.plumbline.engine.key..",
            "dev.plumbline.engine.spi..", "dev.plumbline.engine.jca..", "dev.plumbline.diagnose.proof..",
            "dev.plumbline.diagnose.decrypt..", "dev.plumbline.cli.demo..")
        .should().dependOnClassesThat().resideInAPackage("org.bouncycastle..").check(SHIPPED);
  }

  @Test
  void protocolCodeAsksTheEngineAndNotTheJca() {
    noClasses().that().resideInAnyPackage("dev.plumbline.tls", "dev.plumbline.tls.alert..", "dev.plumbline.tls.wire..",
            "dev.plumbline.tls.record..", "dev.plumbline.tls.handshake..", "dev.plumbline.tls.x509..",
            "dev.plumbline.tls.trace..", MQTT)
        .should().dependOnClassesThat(name("javax.crypto.").or(name("java.security.Signature"))
            .or(name("java.security.KeyFactory")).or(name("java.security.SecureRandom")).or(name("javax.net.")))
        .check(SHIPPED);
  }

  private static DescribedPredicate<JavaClass> name(String prefix) {
    return DescribedPredicate.describe("named " + prefix, type -> type.getName().startsWith(prefix));
  }

  @Test
  void onlyTheDemoKnowsItsBroker() {
    noClasses().that().resideOutsideOfPackage("dev.plumbline.cli.demo..").should().dependOnClassesThat()
        .resideInAnyPackage("io.moquette..", "io.netty..").check(SHIPPED);
  }

  @Test
  void onlyCommandsAndTheirOptionsKnowPicocli() {
    noClasses().that().resideOutsideOfPackages("dev.plumbline.cli.command..", "dev.plumbline.cli.tls..")
        .should().dependOnClassesThat().resideInAPackage("picocli..").check(SHIPPED);
  }

  @Test
  void nobodyEndsTheProcessButMain() {
    noClasses().that().doNotBelongToAnyOf(Main.class, Interrupts.class)
        .should().callMethod(System.class, "exit", int.class)
        .orShould().callMethod(Runtime.class, "halt", int.class).check(SHIPPED);
  }

  @Test
  void theCoreDoesNotPrint() {
    noClasses().that().resideInAnyPackage(ENGINE, TLS, MQTT).should().accessField(System.class, "out")
        .orShould().accessField(System.class, "err").check(SHIPPED);
  }

  @Test
  void noStateIsStaticAndMutable() {
    ArchRuleDefinition.fields().that().areStatic().and().areNotFinal().and().doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should().notBeStatic().allowEmptyShould(true).check(SHIPPED);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.plumbline.cli.(**)").should().beFreeOfCycles().check(SHIPPED);
    slices().matching("dev.plumbline.tls.(*)..").should().beFreeOfCycles().check(SHIPPED);
    slices().matching("dev.plumbline.diagnose.(*)..").should().beFreeOfCycles().check(SHIPPED);
    noClasses().that().resideInAPackage("dev.plumbline.mqtt").should().dependOnClassesThat()
        .resideInAPackage("dev.plumbline.mqtt.session").check(SHIPPED);
  }

  @Test
  void nobodyCallsMain() {
    noClasses().that().resideOutsideOfPackage("dev.plumbline.cli").should().dependOnClassesThat()
        .resideInAPackage("dev.plumbline.cli").check(SHIPPED);
  }
}
