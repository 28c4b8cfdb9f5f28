# Debian's Prometheus where the prom/prometheus image has it. Context: a folder with it and promtool.
FROM carillon-local/debian
COPY prometheus promtool /bin/
RUN mkdir /prometheus && chown 65534:65534 /prometheus
VOLUME /prometheus
EXPOSE 9090
ENTRYPOINT ["/bin/prometheus"]
