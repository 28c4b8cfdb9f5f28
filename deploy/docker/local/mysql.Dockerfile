# Debian's MariaDB in the manners of the mysql image, as far as the compose file and the tests use them.
FROM carillon-local/debian
RUN rm -f /etc/mysql/mariadb.conf.d/50-server.cnf && mkdir -p /var/lib/mysql /run/mysqld /docker-entrypoint-initdb.d \
    && chown mysql:mysql /var/lib/mysql /run/mysqld
COPY mysql-entrypoint /usr/local/bin/docker-entrypoint.sh
VOLUME /var/lib/mysql
USER mysql
EXPOSE 3306
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mysqld"]
