/** MQTT 3.1.1 packets, their codec and a small client session; depends on no other module. */
module dev.plumbline.mqtt {
  exports dev.plumbline.mqtt;
  exports dev.plumbline.mqtt.session;
}
