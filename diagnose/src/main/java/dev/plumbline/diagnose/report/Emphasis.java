package dev.plumbline.diagnose.report;

/** How text stands out where it is read. What is given is free of control characters; what is returned need not be. */
public interface Emphasis {
  /** None. */
  Emphasis NONE =
      new Emphasis() {
        @Override
        public String strong(String text) {
          return text;
        }

        @Override
        public String quiet(String text) {
          return text;
        }

        @Override
        public String good(String text) {
          return text;
        }

        @Override
        public String bad(String text) {
          return text;
        }
      };

  String strong(String text);

  String quiet(String text);

  String good(String text);

  String bad(String text);
}
