/* A client of wolfSSL: PORT ANCHOR.pem NAME INPUT [CERT.pem KEY.pem]. An empty NAME sends and checks none. Closes at
 * the end of its input. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int main(int count, char **words) {
  static unsigned char input[65536], answer[256];
  struct sockaddr_in address = {0};
  struct timeval patience = {8, 0};
  int status, server = socket(AF_INET, SOCK_STREAM, 0);
  FILE *file = fopen(words[4], "rb");
  int length = (int) fread(input, 1, sizeof input, file);
  WOLFSSL_CTX *context;
  WOLFSSL *ssl;
  wolfSSL_Init();
  context = wolfSSL_CTX_new(wolfTLSv1_2_client_method());
  if (wolfSSL_CTX_load_verify_locations(context, words[2], NULL) != SSL_SUCCESS) return 2;
  if (count > 6
      && (wolfSSL_CTX_use_certificate_chain_file(context, words[5]) != SSL_SUCCESS
          || wolfSSL_CTX_use_PrivateKey_file(context, words[6], SSL_FILETYPE_PEM) != SSL_SUCCESS)) return 2;
  wolfSSL_CTX_set_verify(context, WOLFSSL_VERIFY_PEER, NULL);
  address.sin_family = AF_INET;
  address.sin_port = htons((unsigned short) atoi(words[1]));
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  if (connect(server, (struct sockaddr *) &address, sizeof address) != 0) return 2;
  ssl = wolfSSL_new(context);
  if (words[3][0] != 0) {
    wolfSSL_UseSNI(ssl, WOLFSSL_SNI_HOST_NAME, words[3], (unsigned short) strlen(words[3]));
    wolfSSL_check_domain_name(ssl, words[3]);
  }
  wolfSSL_set_fd(ssl, server);
  if (wolfSSL_connect(ssl) != SSL_SUCCESS) {
    status = wolfSSL_get_error(ssl, 0);
    fprintf(stderr, "error %d\n", status);
    close(server);
    return 1;
  }
  if (length > 0) wolfSSL_write(ssl, input, length);
  setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  wolfSSL_read(ssl, answer, sizeof answer);
  getchar();
  wolfSSL_shutdown(ssl);
  close(server);
  return 0;
}
