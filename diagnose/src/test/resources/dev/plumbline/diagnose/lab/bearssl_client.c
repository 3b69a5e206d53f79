/* A client of BearSSL: PORT ANCHOR.pem NAME INPUT [BUFFER]. An empty NAME sends and checks none. Closes at the
 * end of its input. */
#include <arpa/inet.h>
#include <bearssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static unsigned char der[16384], name[1024], input[65536], pem[16384], buffer[33178];
static size_t der_length, name_length;

static void take_der(void *context, const void *bytes, size_t length) {
  memcpy(der + der_length, bytes, length);
  der_length += length;
}

static void take_name(void *context, const void *bytes, size_t length) {
  memcpy(name + name_length, bytes, length);
  name_length += length;
}

static int receive(void *context, unsigned char *bytes, size_t length) {
  ssize_t count = read(*(int *) context, bytes, length);
  return count <= 0 ? -1 : (int) count;
}

static int transmit(void *context, const unsigned char *bytes, size_t length) {
  ssize_t count = write(*(int *) context, bytes, length);
  return count <= 0 ? -1 : (int) count;
}

static void read_pem(const char *file) {
  br_pem_decoder_context decoder;
  FILE *in = fopen(file, "rb");
  size_t length = fread(pem, 1, sizeof pem, in), done = 0;
  br_pem_decoder_init(&decoder);
  while (done < length) {
    done += br_pem_decoder_push(&decoder, pem + done, length - done);
    if (br_pem_decoder_event(&decoder) == BR_PEM_BEGIN_OBJ) br_pem_decoder_setdest(&decoder, take_der, NULL);
  }
}

int main(int count, char **words) {
  br_x509_decoder_context decoder;
  br_x509_trust_anchor anchor = {0};
  br_ssl_client_context client;
  br_x509_minimal_context x509;
  br_sslio_context io;
  struct sockaddr_in address = {0};
  struct timeval patience = {8, 0};
  int server = socket(AF_INET, SOCK_STREAM, 0);
  FILE *in = fopen(words[4], "rb");
  size_t length = fread(input, 1, sizeof input, in);
  read_pem(words[2]);
  br_x509_decoder_init(&decoder, take_name, NULL);
  br_x509_decoder_push(&decoder, der, der_length);
  anchor.dn.data = name;
  anchor.dn.len = name_length;
  anchor.flags = BR_X509_TA_CA;
  anchor.pkey = *br_x509_decoder_get_pkey(&decoder);
  br_ssl_client_init_full(&client, &x509, &anchor, 1);
  br_ssl_engine_set_buffer(&client.eng, buffer, count > 5 ? (size_t) atoi(words[5]) : sizeof buffer, count <= 5);
  address.sin_family = AF_INET;
  address.sin_port = htons((unsigned short) atoi(words[1]));
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  if (connect(server, (struct sockaddr *) &address, sizeof address) != 0) return 2;
  br_ssl_client_reset(&client, words[3][0] ? words[3] : NULL, 0);
  br_sslio_init(&io, &client.eng, receive, &server, transmit, &server);
  if (length > 0) br_sslio_write_all(&io, input, length);
  br_sslio_flush(&io);
  setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (br_ssl_engine_current_state(&client.eng) != BR_SSL_CLOSED && br_sslio_read(&io, input, 1) > 0) getchar();
  if (br_ssl_engine_current_state(&client.eng) == BR_SSL_CLOSED && br_ssl_engine_last_error(&client.eng) != 0)
    fprintf(stderr, "error %d\n", br_ssl_engine_last_error(&client.eng));
  else
    br_sslio_close(&io);
  close(server);
  return 0;
}
