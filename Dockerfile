# Headliner as a small image: one static program and the little that its health check needs.
#
#   docker build -t headliner .
#   docker run --rm -it -v ./:/var/lib/headliner headliner init     # asks; writes .env, data/
#   docker compose up -d                                            # compose.yaml
#
# Built from Cargo.lock, so that an image of a commit is the same whenever it is built.

FROM docker.io/library/rust:1.95-alpine AS build
# The C library's headers and a compiler, for the bundled SQLite. Here Rust links statically by itself.
RUN apk add --no-cache musl-dev gcc make perl
WORKDIR /build
COPY . .
RUN cargo build --profile dist --locked --package headliner \
 && mkdir -p /out \
 && cp target/dist/headliner /out/headliner

FROM docker.io/library/alpine:3.22
# Nobody in particular: whoever owns the folder may be said by `user:` of compose.yaml or `--user`.
RUN addgroup -S -g 10001 headliner && adduser -S -D -H -u 10001 -G headliner headliner \
 && mkdir -p /var/lib/headliner && chown headliner:headliner /var/lib/headliner
COPY --from=build /out/headliner /usr/local/bin/headliner
WORKDIR /var/lib/headliner
# Health and metrics, inside the container only.
ENV HEADLINER_OPS=127.0.0.1:9464
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD wget -q -O /dev/null http://127.0.0.1:9464/healthz
ENTRYPOINT ["headliner"]
CMD ["run"]
