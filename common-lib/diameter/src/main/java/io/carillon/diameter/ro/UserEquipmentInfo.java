package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.USER_EQUIPMENT_INFO_TYPE;
import static io.carillon.diameter.ro.RoAvps.USER_EQUIPMENT_INFO_VALUE;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** User-Equipment-Info (RFC 8506 §8.49). */
public record UserEquipmentInfo(UserEquipmentInfoType type, Octets value, List<Avp> extra) {
    public static final Grammar<UserEquipmentInfo> GRAMMAR = Grammar.of(
                    UserEquipmentInfo.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .required(USER_EQUIPMENT_INFO_TYPE, UserEquipmentInfo::type)
            .required(USER_EQUIPMENT_INFO_VALUE, UserEquipmentInfo::value)
            .extra(UserEquipmentInfo::extra);

    public static Draft<UserEquipmentInfo> draft() {
        return GRAMMAR.draft();
    }
}
