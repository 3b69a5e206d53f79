package dev.plumbline.mqtt;

/** Which way a control packet travels; MQTT 3.1.1 §2.2.1 (Table 2.1) allows most types one way only. */
public enum Direction {
  /** What a client receives. */
  FROM_SERVER,
  /** What a server receives. */
  FROM_CLIENT,
  /** Both ways, for somebody who listens in on a connection and reads either half with one reader. */
  EITHER;

  /** Whether a reader set to this direction takes what travels the {@code other} way. */
  boolean includes(Direction other) {
    return this == other || this == EITHER || other == EITHER;
  }
}
