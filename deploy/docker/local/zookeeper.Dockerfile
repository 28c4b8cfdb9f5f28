# ZooKeeper from Maven in the manners of the zookeeper image, as far as the compose file and the tests use them.
FROM eclipse-temurin:25-jre
RUN mkdir -p /data /datalog && chown 1000:1000 /data /datalog
COPY lib/ /opt/zookeeper/lib/
COPY logback.xml /opt/zookeeper/conf/
COPY zookeeper-entrypoint /usr/local/bin/docker-entrypoint.sh
VOLUME ["/data", "/datalog"]
USER 1000:1000
EXPOSE 2181
ENTRYPOINT ["docker-entrypoint.sh"]
