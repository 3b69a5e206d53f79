/**
 * What went wrong with a device's connection: captures read, transcripts put together, findings with their evidence;
 * and the profiles of devices as data.
 */
module dev.plumbline.diagnose {
  requires transitive dev.plumbline.mqtt;
  requires transitive dev.plumbline.tls;
  requires com.fasterxml.jackson.databind;
  requires org.bouncycastle.provider;

  exports dev.plumbline.diagnose.capture;
  exports dev.plumbline.diagnose.code;
  exports dev.plumbline.diagnose.compare;
  exports dev.plumbline.diagnose.conversation;
  exports dev.plumbline.diagnose.decrypt;
  exports dev.plumbline.diagnose.device;
  exports dev.plumbline.diagnose.dissect;
  exports dev.plumbline.diagnose.evidence;
  exports dev.plumbline.diagnose.finding;
  exports dev.plumbline.diagnose.flow;
  exports dev.plumbline.diagnose.names;
  exports dev.plumbline.diagnose.probe;
  exports dev.plumbline.diagnose.profile;
  exports dev.plumbline.diagnose.replay;
  exports dev.plumbline.diagnose.report;
  exports dev.plumbline.diagnose.rule;
  exports dev.plumbline.diagnose.service;
  exports dev.plumbline.diagnose.tap;
  exports dev.plumbline.diagnose.token;
}
