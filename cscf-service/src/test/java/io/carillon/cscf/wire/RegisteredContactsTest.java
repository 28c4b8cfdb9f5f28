package io.carillon.cscf.wire;

import static io.carillon.diameter.cx.ServerAssignmentType.REGISTRATION;
import static io.carillon.diameter.cx.ServerAssignmentType.RE_REGISTRATION;
import static io.carillon.diameter.cx.ServerAssignmentType.USER_DEREGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contacts of a user: how they come, last and go (RFC 3261 §10.3, TS 24.229 §5.4.1.2, §5.4.1.4). */
class RegisteredContactsTest extends PhoneStage {
    @Test
    void a_second_register_renews_the_first() {
        phone.registers(core.cscf(1));
        var ok = phone.registers(core.cscf(2), contact(600), e -> e);
        assertThat(contacts(ok)).hasSize(1);
        assertThat(expires(ok)).isBetween(590L, 600L);
        assertThat(core.hss.assignments(alice)).containsExactly(REGISTRATION, RE_REGISTRATION);
    }

    @Test
    void two_devices_are_both_told_of_both_contacts_and_leave_one_by_one() {
        var tablet = new Handset(alice, sbc, "tablet");
        phone.registers(core.cscf(1));
        assertThat(contacts(tablet.registers(core.cscf(2)))).hasSize(2);

        var left = tablet.registers(core.cscf(1), "<" + tablet.contact + ">;expires=0", e -> e);
        assertThat(left.status()).isEqualTo(200);
        assertThat(contacts(left)).hasSize(1);
        assertThat(core.hss.assignments(alice)).doesNotContain(USER_DEREGISTRATION);

        var gone = phone.registers(core.cscf(1), "<" + phone.contact + ">;expires=0", e -> e);
        assertThat(gone.status()).isEqualTo(200);
        assertThat(contacts(gone)).isEmpty();
        assertThat(core.hss.assignments(alice)).endsWith(USER_DEREGISTRATION);
    }

    @Test
    void one_register_may_bring_a_contact_and_take_another_away() {
        phone.registers(core.cscf(1));
        var moved = phone.registers(
                core.cscf(1), "<" + phone.contact + ">;expires=0, <sip:new@192.0.2.8>;expires=900", e -> e);
        assertThat(contacts(moved)).singleElement().asString().contains("sip:new@192.0.2.8");
    }

    @Test
    void a_device_with_the_same_instance_id_replaces_its_old_address() {
        var instance = ";+sip.instance=\"<urn:gsma:imei:35690205-661234-0>\"";
        phone.registers(core.cscf(1), "<" + phone.contact + ">" + instance, e -> e);
        var moved = phone.registers(core.cscf(1), "<sip:alice@192.0.2.99>" + instance, e -> e);
        assertThat(contacts(moved))
                .singleElement()
                .asString()
                .contains("192.0.2.99")
                .contains("imei");
    }

    @Test
    void a_star_takes_all_contacts_away() {
        new Handset(alice, sbc, "tablet").registers(core.cscf(1));
        phone.registers(core.cscf(1));
        var gone = phone.registers(core.cscf(2), "*", edit -> edit.set(HeaderName.EXPIRES, 0));
        assertThat(gone.status()).isEqualTo(200);
        assertThat(contacts(gone)).isEmpty();
        assertThat(core.hss.assignments(alice)).endsWith(USER_DEREGISTRATION);
        assertThat(phone.registers(core.cscf(1), "", e -> e).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*, <sip:a@192.0.2.1>"})
    void a_star_without_expires_0_or_in_company_is_malformed(String contact) {
        assertThat(sbc.asks(phone.register(contact, e -> e), core.cscf(1)).status())
                .isEqualTo(400);
    }

    @Test
    void deregistering_an_unregistered_user_is_refused() {
        var refused = phone.registers(core.cscf(1), "<" + phone.contact + ">;expires=0", e -> e);
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void too_short_a_lifetime_is_423_with_the_least_one() {
        var brief = phone.registers(core.cscf(1), contact(10), e -> e);
        assertThat(brief.status()).isEqualTo(423);
        assertThat(brief.first(HeaderName.MIN_EXPIRES)).contains("60");
        assertThat(core.hss.assignments(alice)).isEmpty();
    }

    @Test
    void lifetimes_come_from_the_contact_or_the_header_or_are_the_usual() {
        assertThat(expires(phone.registers(
                        core.cscf(1), "<" + phone.contact + ">;expires=700", e -> e.set(HeaderName.EXPIRES, 900))))
                .isBetween(690L, 700L);
        assertThat(expires(
                        phone.registers(core.cscf(1), "<" + phone.contact + ">", e -> e.set(HeaderName.EXPIRES, 900))))
                .isBetween(890L, 900L);
        assertThat(expires(phone.registers(core.cscf(1), "<" + phone.contact + ">", e -> e)))
                .isBetween(3590L, 3600L);
        assertThat(expires(phone.registers(core.cscf(1), "<" + phone.contact + ">;expires=soon", e -> e)))
                .isBetween(3590L, 3600L);
        assertThat(expires(phone.registers(core.cscf(1), "<" + phone.contact + ">;expires=99999999999", e -> e)))
                .isBetween(86390L, 86400L);
    }

    @Test
    void a_query_without_contact_lists_the_contacts_and_changes_nothing() {
        phone.registers(core.cscf(1));
        int before = core.hss.assignments(alice).size();
        var query = phone.registers(core.cscf(2), "", e -> e);
        assertThat(query.status()).isEqualTo(200);
        assertThat(contacts(query)).hasSize(1);
        assertThat(core.hss.assignments(alice)).hasSize(before);
    }

    @Test
    void a_register_that_comes_too_late_does_not_win() {
        phone.registers(core.cscf(1));
        var late = phone.registers(core.cscf(1), contact(600), edit -> edit.set(HeaderName.CSEQ, "1 REGISTER"));
        assertThat(late.status()).isEqualTo(500);
        assertThat(expires(phone.registers(core.cscf(1), "", e -> e))).isGreaterThan(3000);
    }

    private static List<String> contacts(SipResponse response) {
        return response.all(HeaderName.CONTACT);
    }

    private static long expires(SipResponse response) {
        return response.address(HeaderName.CONTACT)
                .flatMap(each -> each.params().text("expires"))
                .map(Long::parseLong)
                .orElseThrow();
    }
}
