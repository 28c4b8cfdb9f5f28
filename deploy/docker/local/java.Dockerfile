# The JDK that builds Carillon, where the eclipse-temurin image has its Java. Context: that JDK's folder.
FROM carillon-local/debian
COPY . /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
