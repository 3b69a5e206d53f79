package dev.plumbline.cli.command;

import picocli.CommandLine.Option;

/** Help is {@code --help} or {@code -?}, because {@code -h} is mosquitto's host. */
final class HelpOption {
  @Option(names = {"--help", "-?"}, usageHelp = true, description = "Show this help and exit.")
  private boolean help;
}
