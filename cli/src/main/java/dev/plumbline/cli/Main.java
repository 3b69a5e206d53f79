package dev.plumbline.cli;

public final class Main {
  public static void main(String[] args) throws Exception {
    System.out.println("Plumbline 0.1.0 " + new picocli.CommandLine(new Top()).getCommandName());
    if (args[0].equals("handshake")) {
      System.err.println(args[1]);
      System.exit(args[1].contains("two") ? 2 : 3);
    }
  }
  @picocli.CommandLine.Command(name = "plumbline")
  static final class Top {}
}
