/* A client of mbed TLS: PORT ANCHOR.pem NAME INPUT [CERT.pem KEY.pem]. An empty NAME sends and checks none. Closes at
 * the end of its input. */
#include <stdio.h>
#include <string.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>

static mbedtls_ssl_config config;
static mbedtls_ssl_context ssl;
static mbedtls_ctr_drbg_context random_context;
static mbedtls_entropy_context entropy;
static mbedtls_x509_crt anchors, own;
static mbedtls_pk_context key;
static mbedtls_net_context server;

static int failed(const char *what, int status) {
  fprintf(stderr, "error %s -0x%04x\n", what, (unsigned) -status);
  mbedtls_net_free(&server);
  return 1;
}

int main(int count, char **words) {
  static unsigned char input[65536], answer[256];
  int status;
  size_t length;
  FILE *file = fopen(words[4], "rb");
  length = fread(input, 1, sizeof input, file);
  mbedtls_ssl_config_init(&config);
  mbedtls_ssl_init(&ssl);
  mbedtls_ctr_drbg_init(&random_context);
  mbedtls_entropy_init(&entropy);
  mbedtls_x509_crt_init(&anchors);
  mbedtls_x509_crt_init(&own);
  mbedtls_pk_init(&key);
  mbedtls_net_init(&server);
  mbedtls_ctr_drbg_seed(&random_context, mbedtls_entropy_func, &entropy, NULL, 0);
  if ((status = mbedtls_x509_crt_parse_file(&anchors, words[2])) != 0) return failed("anchors", status);
  if ((status = mbedtls_net_connect(&server, "127.0.0.1", words[1], MBEDTLS_NET_PROTO_TCP)) != 0)
    return failed("connect", status);
  mbedtls_ssl_config_defaults(&config, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM,
                              MBEDTLS_SSL_PRESET_DEFAULT);
  mbedtls_ssl_conf_ca_chain(&config, &anchors, NULL);
  mbedtls_ssl_conf_rng(&config, mbedtls_ctr_drbg_random, &random_context);
  mbedtls_ssl_conf_read_timeout(&config, 8000);
  if (count > 6) {
    if ((status = mbedtls_x509_crt_parse_file(&own, words[5])) != 0) return failed("certificate", status);
    if ((status = mbedtls_pk_parse_keyfile(&key, words[6], NULL)) != 0) return failed("key", status);
    mbedtls_ssl_conf_own_cert(&config, &own, &key);
  }
  mbedtls_ssl_setup(&ssl, &config);
  if (words[3][0] != 0) mbedtls_ssl_set_hostname(&ssl, words[3]);
  mbedtls_ssl_set_bio(&ssl, &server, mbedtls_net_send, mbedtls_net_recv, mbedtls_net_recv_timeout);
  if ((status = mbedtls_ssl_handshake(&ssl)) != 0) return failed("handshake", status);
  if (length > 0 && (status = mbedtls_ssl_write(&ssl, input, length)) < 0) return failed("write", status);
  status = mbedtls_ssl_read(&ssl, answer, sizeof answer);
  getchar();
  mbedtls_ssl_close_notify(&ssl);
  mbedtls_net_free(&server);
  return 0;
}
