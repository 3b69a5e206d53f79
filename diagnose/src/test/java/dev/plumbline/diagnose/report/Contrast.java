package dev.plumbline.diagnose.report;

/** Measures how text stands out from what is behind it (WCAG 2.1 §1.4.3). */
final class Contrast {
  private static final String FUNCTIONS =
      """
      const parse = (text) => text.match(/[0-9.]+/g).map(Number);
      const linear = (part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
      const luminance = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
      const ground = (element) => {
        for (let each = element; each; each = each.parentElement) {
          const colour = parse(getComputedStyle(each).backgroundColor);
          if (colour.length === 3 || colour[3] === 1) {
            return colour;
          }
        }
        return [255, 255, 255];
      };
      const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const own = (element) => [...element.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
      """;

  /** An expression: the elements whose text has less than 4.5:1, with their ratio; empty if there are none. */
  static final String TOO_LITTLE =
      "(() => {" + FUNCTIONS
          + """
          return [...document.body.querySelectorAll('*:not(script):not(style)')]
            .filter((each) => own(each) && each.getClientRects().length > 0)
            .map((each) => [each, ratio(luminance(parse(getComputedStyle(each).color)), luminance(ground(each)))])
            .filter(([, value]) => value < 4.5)
            .slice(0, 10)
            .map(([each, value]) => `${each.tagName}.${each.className} ${value.toFixed(2)}`)
            .join('; ');
          })()
          """;

  private Contrast() {}
}
