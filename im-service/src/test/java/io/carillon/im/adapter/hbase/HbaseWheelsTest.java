package io.carillon.im.adapter.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.apache.hadoop.hbase.ipc.AbstractRpcClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HbaseWheelsTest {

    @ParameterizedTest
    @CsvSource({"ipc.AbstractRpcClient, WHEEL_TIMER", "client.AsyncConnectionImpl, RETRY_TIMER"})
    void the_clients_wheels_turn_slowly(String owner, String name) throws ReflectiveOperationException {
        HbaseWheels.slowDown();

        String hbase = AbstractRpcClient.class.getPackageName().replaceFirst("ipc$", "");
        Field wheel = Class.forName(hbase + owner).getDeclaredField(name);
        wheel.setAccessible(true);
        assertThat(HbaseWheels.tickOf().getLong(wheel.get(null))).isEqualTo(HbaseWheels.TICK.toNanos());
    }
}
