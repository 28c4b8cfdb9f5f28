# Sourced by the image's entry point when the data volume is new: this server repeats what the other has done since its
# first start. MariaDB, which stands in for MySQL where no registry can be reached, has older words for it.
case $(mysqld --version) in
  *MariaDB*)
    docker_process_sql << END
CHANGE MASTER TO MASTER_HOST='mysql', MASTER_USER='replication', MASTER_PASSWORD='$MYSQL_REPLICATION_PASSWORD',
  MASTER_SSL=1, MASTER_SSL_CA='/tls/ca.pem', MASTER_SSL_VERIFY_SERVER_CERT=1, MASTER_USE_GTID=slave_pos;
END
    ;;
  *)
    docker_process_sql << END
CHANGE REPLICATION SOURCE TO SOURCE_HOST='mysql', SOURCE_USER='replication', SOURCE_PASSWORD='$MYSQL_REPLICATION_PASSWORD',
  SOURCE_AUTO_POSITION=1, SOURCE_SSL=1, SOURCE_SSL_CA='/tls/ca.pem', SOURCE_SSL_VERIFY_SERVER_CERT=1;
END
    ;;
esac
