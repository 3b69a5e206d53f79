package dev.plumbline.engine.jca;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Providers of one family that answer together, found by name: installed, or on the class path and not installed,
 * which costs other code of the same JVM nothing.
 *
 * @param name as users write it
 */
record ProviderGroup(String name, ProviderFamily family, List<Provider> providers) {
  /**
   * What a user means by a name, in no order.
   *
   * @throws IllegalArgumentException if there is no such provider, or it does not load
   */
  static List<ProviderGroup> named(String name) {
    if (name.equals(JcaRules.JDK)) {
      return List.of(jdk());
    }
    if (name.equals(JcaRules.AUTO)) {
      List<ProviderGroup> groups = new ArrayList<>(List.of(jdk()));
      for (ProviderFamily family : List.of(ProviderFamily.CORRETTO, ProviderFamily.CONSCRYPT)) {
        known(family).map(ProviderGroup::of).ifPresent(groups::add);
      }
      return groups;
    }
    return List.of(of(find(name)));
  }

  private static ProviderGroup jdk() {
    List<Provider> installed =
        ProviderFamily.JDK.names().stream().map(Security::getProvider).filter(Objects::nonNull).toList();
    return new ProviderGroup(JcaRules.JDK, ProviderFamily.JDK, installed);
  }

  private static ProviderGroup of(Provider provider) {
    return new ProviderGroup(provider.getName(), ProviderFamily.of(provider), List.of(provider));
  }

  private static Provider find(String name) {
    Provider installed = Security.getProvider(name);
    if (installed != null) {
      return installed;
    }
    for (ProviderFamily family : List.of(ProviderFamily.CORRETTO, ProviderFamily.CONSCRYPT)) {
      if (family.names().contains(name)) {
        return known(family).orElseThrow(() -> missing(name));
      }
    }
    return ServiceLoader.load(Provider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(name));
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        "there is no provider '" + name + "', or it does not load on this platform; installed are "
            + List.of(Security.getProviders()).stream().map(Provider::getName).toList());
  }

  /** Empty if it is not on the class path, or its native library does not load here. */
  private static Optional<Provider> known(ProviderFamily family) {
    for (String name : family.names()) {
      Provider installed = Security.getProvider(name);
      if (installed != null) {
        return Optional.of(installed);
      }
    }
    return family == ProviderFamily.CORRETTO ? Corretto.LOADED : Conscrypt.LOADED;
  }

  private static Optional<Provider> load(ProviderFamily family) {
    try {
      return Optional.of(
          Class.forName(family.className()).asSubclass(Provider.class).getConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError notHere) {
      return Optional.empty();
    }
  }

  /** Loaded when it is asked for, and once: with its native library it takes milliseconds. */
  private static final class Corretto {
    static final Optional<Provider> LOADED = load(ProviderFamily.CORRETTO);
  }

  /** Likewise. */
  private static final class Conscrypt {
    static final Optional<Provider> LOADED = load(ProviderFamily.CONSCRYPT);
  }
}
