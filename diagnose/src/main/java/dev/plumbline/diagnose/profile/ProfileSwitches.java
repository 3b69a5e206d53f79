package dev.plumbline.diagnose.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.engine.device.Switches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The switches of one profile file, and what they do to it: a value of a switch is a merge patch (RFC 7396) on the
 * profile, a number goes into one field.
 */
final class ProfileSwitches {
  private static final String VALUES = "values";

  private final String profile;
  private final ObjectNode switches;
  private final List<ProfileSwitch> list = new ArrayList<>();

  ProfileSwitches(String profile, JsonNode switches) throws ProfileException {
    if (switches == null || !switches.isObject()) {
      throw new ProfileException(profile + ".switches is missing");
    }
    this.profile = profile;
    this.switches = (ObjectNode) switches;
    for (Map.Entry<String, JsonNode> each : this.switches.properties()) {
      JsonSection json = JsonSection.of(profile + ".switches." + each.getKey(), each.getValue());
      list.add(new ProfileSwitch(each.getKey(), json.text("title"), values(json)));
      json.end();
    }
  }

  List<ProfileSwitch> list() {
    return list;
  }

  private static List<String> values(JsonSection json) throws ProfileException {
    if (json.has(VALUES)) {
      List<String> names = new ArrayList<>();
      json.value(VALUES).fieldNames().forEachRemaining(names::add);
      return names;
    }
    json.text("sets");
    return List.of(json.number("min", 0, Integer.MAX_VALUE) + ".." + json.number("max", 0, Integer.MAX_VALUE));
  }

  /**
   * Sets switches written {@code switch=value,…} on a profile.
   *
   * @return those that were set to anything but their default
   */
  Map<String, String> apply(ObjectNode tree, String settings) throws ProfileException {
    Map<String, String> set = new LinkedHashMap<>();
    for (String setting : settings.isEmpty() ? new String[0] : settings.split(",", -1)) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new ProfileException("'" + setting + "' is no switch=value of the profile " + profile);
      }
      String name = setting.substring(0, equals);
      String value = setting.substring(equals + 1);
      if (set.put(name, value) != null) {
        throw new ProfileException("the switch '" + name + "' of the profile " + profile + " is given twice");
      }
    }
    for (Map.Entry<String, String> each : set.entrySet()) {
      apply(tree, each.getKey(), each.getValue());
    }
    set.entrySet().removeIf(each -> isDefault(each.getKey(), each.getValue()));
    return set;
  }

  private void apply(ObjectNode tree, String name, String value) throws ProfileException {
    JsonNode json = switches.get(name);
    if (json == null) {
      throw new ProfileException(
          "the profile " + profile + " has no switch '" + name + "'; it has "
              + list.stream().map(ProfileSwitch::name).toList());
    }
    if (json.has(VALUES)) {
      JsonNode patch = json.get(VALUES).get(value);
      if (patch == null) {
        throw new ProfileException(
            "the switch '" + name + "' of the profile " + profile + " has no value '" + value + "'; it has "
                + find(name).values());
      }
      merge(tree, patch);
    } else {
      setNumber(tree, json, name, value);
    }
  }

  private void setNumber(ObjectNode tree, JsonNode json, String name, String value) throws ProfileException {
    String[] field = json.get("sets").asText().split("\\.");
    try {
      int number = Switches.number(value, json.get("min").asInt(), json.get("max").asInt());
      ((ObjectNode) tree.get(field[0])).set(field[1], IntNode.valueOf(number));
    } catch (IllegalArgumentException e) {
      throw new ProfileException("the switch '" + name + "' of the profile " + profile + ": " + e.getMessage(), e);
    }
  }

  private static void merge(ObjectNode into, JsonNode patch) {
    for (Map.Entry<String, JsonNode> each : patch.properties()) {
      if (each.getValue().isObject() && into.get(each.getKey()) instanceof ObjectNode inner) {
        merge(inner, each.getValue());
      } else {
        into.set(each.getKey(), each.getValue());
      }
    }
  }

  private boolean isDefault(String name, String value) {
    return find(name).values().get(0).equals(value);
  }

  private ProfileSwitch find(String name) {
    return list.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
