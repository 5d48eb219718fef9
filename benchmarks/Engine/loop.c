/* The bare loop: the engine's system calls and nothing else, to see what the engine adds.
   loop respond ADDRESS PORT
   loop initiate ADDRESS PORT tcp|udp BYTES WARMUP_NS COUNT     prints the nanoseconds that COUNT exchanges took */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct order { long udp, bytes; };

static void check(int ok, const char *what) { if (!ok) { perror(what); exit(1); } }

static struct sockaddr_in address(const char *text, int port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port) };
    check(inet_pton(AF_INET, text, &a.sin_addr) == 1, text);
    return a;
}

static void send_whole(int s, const char *buffer, long bytes)
{
    for (long done = 0; done < bytes;) {
        ssize_t n = send(s, buffer + done, bytes - done, MSG_NOSIGNAL);
        check(n > 0, "send");
        done += n;
    }
}

/* 0 at the end of the stream, or for an empty datagram: the initiator is through. */
static int receive_whole(int s, char *buffer, long bytes, int flags)
{
    for (long done = 0; done < bytes;) {
        ssize_t n = recv(s, buffer + done, bytes - done, flags);
        if (n == 0 && done == 0) return 0;
        check(n > 0, "recv");
        done += n;
    }
    return 1;
}

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static char *message(long bytes)
{
    char *buffer = aligned_alloc(4096, (bytes + 64 + 4095) / 4096 * 4096);
    memset(buffer, 'a', bytes + 64);
    return buffer;
}

static void respond(const char *host, int port)
{
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in here = address(host, port);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    check(bind(listener, (void *)&here, sizeof here) == 0, "bind");
    check(listen(listener, 4) == 0, "listen");
    for (;;) {
        struct order order;
        struct sockaddr_in peer;
        socklen_t length = sizeof peer;
        char ready = 1, *buffer;
        int data, control = accept(listener, NULL, NULL);
        check(control >= 0, "accept");
        receive_whole(control, (void *)&order, sizeof order, MSG_WAITALL);
        buffer = message(order.bytes);
        data = control;
        if (order.udp) {
            data = socket(AF_INET, SOCK_DGRAM, 0);
            check(bind(data, (void *)&here, sizeof here) == 0, "bind udp");
        }
        send_whole(control, &ready, 1);
        if (order.udp) {
            check(recvfrom(data, buffer, 1, MSG_PEEK, (void *)&peer, &length) >= 0, "peek");
            check(connect(data, (void *)&peer, length) == 0, "connect udp");
        }
        while (receive_whole(data, buffer, order.bytes, order.udp ? 0 : MSG_WAITALL)) send_whole(data, buffer, order.bytes);
        if (order.udp) close(data);
        close(control);
        free(buffer);
    }
}

static void exchange(int s, const char *request, char *response, long bytes, int flags, long count)
{
    for (long i = 0; i < count; i++) {
        send_whole(s, request, bytes);
        receive_whole(s, response, bytes, flags);
    }
}

static void initiate(const char *host, int port, long udp, long bytes, long long warmup_ns, long count)
{
    struct sockaddr_in there = address(host, port);
    struct order order = { udp, bytes };
    long long from;
    char ready, *request = message(bytes), *response = message(bytes);
    int data, flags = udp ? 0 : MSG_WAITALL, control = socket(AF_INET, SOCK_STREAM, 0);
    check(connect(control, (void *)&there, sizeof there) == 0, "connect");
    send_whole(control, (void *)&order, sizeof order);
    receive_whole(control, &ready, 1, MSG_WAITALL);
    data = control;
    if (udp) {
        data = socket(AF_INET, SOCK_DGRAM, 0);
        check(connect(data, (void *)&there, sizeof there) == 0, "connect udp");
    }
    from = now();
    do exchange(data, request, response, bytes, flags, 1); while (now() - from < warmup_ns);
    from = now();
    exchange(data, request, response, bytes, flags, count);
    printf("%lld\n", now() - from);
    if (udp) check(send(data, request, 0, 0) == 0, "send");
}

int main(int argc, char **argv)
{
    if (argc == 4 && !strcmp(argv[1], "respond")) respond(argv[2], atoi(argv[3]));
    if (argc != 8) return 2;
    initiate(argv[2], atoi(argv[3]), !strcmp(argv[4], "udp"), atol(argv[5]), atoll(argv[6]), atol(argv[7]));
    return 0;
}
