/** Recorded handshakes as data, with their loader and writer; depends on no other module. */
module dev.plumbline.vectors {
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;

  exports dev.plumbline.vectors;

  // The records are read and written by their components.
  opens dev.plumbline.vectors to com.fasterxml.jackson.databind;
}
