package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.spec.EngineSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays one flight on software, on the device's engine, and on that engine under each of its rule switches, and says
 * which of them end as the device did. Immutable; bounded by a number of runs and by time.
 */
public final class SwitchSearch {
  /** More than any engine's switches come to. */
  private static final int MOST_RUNS = 100;

  private static final Duration MOST_TIME = Duration.ofSeconds(20);

  private final FlightReplay replay;
  private final Captured captured;
  private final Optional<ServerHelloView> answer;
  private final Known known;
  private final List<String> notes;

  /**
   * A search for one conversation.
   *
   * @param replay its flight
   * @param clockIsKnown whether the device's clock is on the wire
   * @param evidence what is known of the device
   * @param notes what was assumed to make the replay
   */
  public SwitchSearch(
      Conversation conversation, FlightReplay replay, boolean clockIsKnown, Evidence evidence, List<String> notes) {
    this.replay = replay;
    this.captured = Captured.of(conversation);
    this.answer = conversation.serverHello();
    this.known = new Known(evidence.settings(), evidence.code(), clockIsKnown);
    this.notes = List.copyOf(notes);
  }

  /** Everything that the device's profile and its engine have switches for. */
  public SwitchResult run() {
    EngineSpec usual = configured(replay.engine(), known.settings());
    return play(SettingList.of(replay.profile(), usual, replay.observed()));
  }

  /** Some engines and no others, besides software and the device's own. */
  public SwitchResult run(List<EngineSpec> engines) {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting(replay.engine(), replay.profile(), List.of()));
    engines.forEach(each -> settings.add(new Setting(each, replay.profile(), List.of("engine=" + each))));
    return play(settings);
  }

  private SwitchResult play(List<Setting> settings) {
    List<String> all = new ArrayList<>(notes);
    List<SwitchRun> runs = new ArrayList<>();
    long end = System.nanoTime() + MOST_TIME.toNanos();
    Setting software = new Setting(EngineSpec.SOFTWARE, replay.profile(), List.of("engine=software"));
    List<Setting> wanted = new ArrayList<>(settings);
    if (settings.get(0).engine().engine() != EngineSpec.Kind.SOFTWARE) {
      wanted.add(0, software);
    }
    for (Setting each : wanted) {
      if (runs.size() >= MOST_RUNS || System.nanoTime() > end) {
        all.add("Only the first " + runs.size() + " of " + wanted.size() + " settings were tried.");
        break;
      }
      run(each, runs, all);
    }
    return Explanation.of(captured, answer, withoutOtherCodes(runs), all);
  }

  private void run(Setting setting, List<SwitchRun> runs, List<String> notes) {
    String label = setting.label(replay.profile());
    try {
      ReplayRun run = replay.on(setting.device()).run(setting.engine());
      runs.add(new SwitchRun(
          label, setting.changes(), run, captured.sameAs(run), known.contradiction(setting)));
    } catch (EngineException | IllegalArgumentException e) {
      notes.add(label + " can't be played: " + e.getMessage() + ".");
    }
  }

  /** Where a setting gives the very status that was reported, those that give another are out. */
  private List<SwitchRun> withoutOtherCodes(List<SwitchRun> runs) {
    if (runs.stream().noneMatch(each -> each.explains() && reported(each))) {
      return runs;
    }
    return runs.stream().map(each -> !each.explains() || reported(each) ? each : new SwitchRun(
        each.label(), each.changes(), each.run(), true,
        "the device reported " + known.code().orElseThrow() + ", not "
            + each.run().verdict().hex().orElse("what this comes to"))).toList();
  }

  private boolean reported(SwitchRun each) {
    return each.run().verdict().hex().filter(known::reported).isPresent();
  }

  /** The engine as the device's configuration has it. */
  private static EngineSpec configured(EngineSpec engine, DeviceSettings settings) {
    EngineSpec spec = engine;
    if (spec.choices().containsKey("endian") && settings.wordOrder().isPresent()) {
      spec = spec.withAll("endian=" + settings.wordOrder().get().name().toLowerCase(java.util.Locale.ROOT));
    }
    return settings.anchorsIn().map(spec::withAnchorsIn).orElse(spec);
  }
}
