# Kafka from Maven in the manners of the apache/kafka image, as far as the compose file and the tests use them.
FROM eclipse-temurin:25-jre
RUN mkdir -p /var/lib/kafka/data /etc/kafka/docker && chown 1000:1000 /var/lib/kafka/data
COPY lib/ /opt/kafka/libs/
COPY logback.xml /opt/kafka/config/
COPY kafka-run /etc/kafka/docker/run
USER 1000:1000
EXPOSE 9092
CMD ["/etc/kafka/docker/run"]
