/** Device profiles as data, and what a device's own stack would have reported. */
module dev.plumbline.diagnose {
  requires transitive dev.plumbline.tls;
  requires com.fasterxml.jackson.databind;

  exports dev.plumbline.diagnose.device;
  exports dev.plumbline.diagnose.profile;
}
