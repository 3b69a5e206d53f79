package dev.plumbline.mqtt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The normative statements of MQTT 3.1.1 that a test method shows to hold. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Normative {
  /** Their ids, as {@code MQTT-3.1.2-22}. */
  String[] value();
}
