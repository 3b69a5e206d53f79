package dev.plumbline.engine;

/**
 * The parts of a ServerKeyExchange that its signature covers, each as received (RFC 8422 §5.4): the signature is over
 * {@code clientRandom ‖ serverRandom ‖ params}, and {@code point} is the public point inside {@code params}.
 */
public record SignedServerParams(
    CryptoView clientRandom,
    CryptoView serverRandom,
    CryptoView params,
    CryptoView point,
    CryptoView signature) {}
