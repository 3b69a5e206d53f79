package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.Services;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code profiles}: the devices that this client can be, and the services that they connect to. */
@Command(
    name = "profiles",
    header = "List the profiles of devices and services, or show one.",
    description = "%nThe profile of a device is what --profile of handshake, pub and sub takes.",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline profiles",
      "  plumbline profiles show synergy-ssp2",
      "  plumbline profiles show synergy-ssp2:ecc=uninitialised,sni=off",
      "  plumbline profiles show aws-iot"
    })
final class ProfilesCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private HelpOption help;

  ProfilesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().println(console.style().strong("Devices"));
    for (DeviceProfile profile : Profiles.list()) {
      line(profile.name(), profile.title());
    }
    console.out().println();
    console.out().println(console.style().strong("Services"));
    for (ServiceProfile service : Services.list()) {
      line(service.name(), service.title());
    }
    return ExitStatus.WORKED;
  }

  private void line(String name, String title) {
    console.out().println(String.format(Locale.ROOT, "%-24s %s", name, title));
  }

  /** One profile, in full. */
  @Command(name = "show", header = "Show one profile: every field, and what it rests on.",
      footerHeading = "%nExample:%n", footer = "  plumbline profiles show arduino-bearssl")
  int show(
      @Parameters(paramLabel = "PROFILE[:SWITCH=VALUE,…]",
          description = "The name of a device's or a service's profile.") String spec,
      @Mixin HelpOption helpOfShow)
      throws CommandFailure {
    try {
      boolean service = Services.NAMES.contains(spec);
      console.out().print(service ? Services.parse(spec).describe() : Profiles.parse(spec).describe());
      return ExitStatus.WORKED;
    } catch (ProfileException e) {
      boolean noName = !Profiles.NAMES.contains(spec.replaceFirst(":.*", ""));
      String services = noName ? "; and the services " + String.join(", ", Services.NAMES) : "";
      throw CommandFailure.usage(e.getMessage() + services, e);
    }
  }
}
