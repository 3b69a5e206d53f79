package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code profiles}: the devices that this client can be. */
@Command(
    name = "profiles",
    header = "List the device profiles, or show one with what it rests on.",
    description = "%nA profile is what --profile of handshake, pub and sub takes.",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline profiles",
      "  plumbline profiles show synergy-ssp2",
      "  plumbline profiles show synergy-ssp2:ecc=uninitialised,sni=off"
    })
final class ProfilesCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private HelpOption help;

  ProfilesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    for (DeviceProfile profile : Profiles.list()) {
      console.out().println(String.format(Locale.ROOT, "%-24s %s", profile.name(), profile.title()));
    }
    return ExitStatus.WORKED;
  }

  /** One profile, in full. */
  @Command(name = "show", header = "Show one profile: every field, and what it rests on.",
      footerHeading = "%nExample:%n", footer = "  plumbline profiles show arduino-bearssl")
  int show(
      @Parameters(paramLabel = "PROFILE[:SWITCH=VALUE,…]", description = "The profile's name.") String spec,
      @Mixin HelpOption helpOfShow)
      throws CommandFailure {
    try {
      console.out().print(Profiles.parse(spec).describe());
      return ExitStatus.WORKED;
    } catch (ProfileException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }
}
