# Sourced by the image's entry point when the data volume is new: where there is a replica, it signs in as this user.
if [ -n "${MYSQL_REPLICATION_PASSWORD-}" ]; then
  docker_process_sql << END
CREATE USER replication@'%' IDENTIFIED BY '$MYSQL_REPLICATION_PASSWORD';
GRANT REPLICATION SLAVE ON *.* TO replication@'%';
END
fi
