package dev.plumbline.diagnose.lab;

/** A client, or several; returns when it is done. What it throws is what it has to say of a failed connection. */
interface LabClient {
  void connect(Line line) throws Exception;
}
