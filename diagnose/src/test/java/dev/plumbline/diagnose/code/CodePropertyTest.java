package dev.plumbline.diagnose.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** Whatever is asked, there is an answer, and no notation changes it. */
class CodePropertyTest {

  @Property(tries = 500)
  void anyTextIsAnswered(@ForAll @StringLength(max = 300) String asked) {
    assertNotNull(VendorCodes.explain(asked, Optional.empty(), Optional.empty()));
  }

  @Property(tries = 300)
  void anyNumberIsAnswered(@ForAll long asked) {
    assertNotNull(VendorCodes.explain(Long.toString(asked), Optional.empty(), Optional.empty()));
    assertNotNull(VendorCodes.explain("0x" + Long.toHexString(asked), Optional.empty(), Optional.empty()));
  }

  @Provide
  Arbitrary<CodeRow> mbedtls() {
    return Arbitraries.of(VendorCodes.TABLE.rows("mbedtls"));
  }

  @Property(tries = 200)
  void everyNotationOfANumberMeansTheSame(@ForAll("mbedtls") CodeRow row) {
    long number = row.first().getAsLong();
    List<CodeMeaning> meanings = lookup(Long.toString(number));
    assertEquals(meanings, lookup(String.format("-0x%X", -number)));
    assertEquals(meanings, lookup(String.format("0x%X", number & 0xFFFFFFFFL)));
    assertEquals(meanings, lookup(Long.toString(number & 0xFFFFFFFFL)));
  }

  private static List<CodeMeaning> lookup(String asked) {
    return VendorCodes.lookup(asked, Optional.of("mbedtls"), Optional.empty());
  }
}
