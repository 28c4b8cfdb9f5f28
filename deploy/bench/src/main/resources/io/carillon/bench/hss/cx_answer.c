/* Answers each User-Authorization-Request with DIAMETER_SUCCESS and what TS 29.229 §6.1.2 demands; nothing is looked up. */
#include <freeDiameter/extension.h>

#define VENDOR_3GPP 10415
#define CX 16777216
#define UAR 300

static struct disp_hdl *handler;
static struct dict_object *application_of_vendor, *vendor_id_avp, *application_avp, *state_avp;

static int number(msg_or_avp *parent, struct dict_object *kind, uint32_t value) {
    struct avp *avp;
    union avp_value content = {.u32 = value};
    CHECK_FCT(fd_msg_avp_new(kind, 0, &avp));
    CHECK_FCT(fd_msg_avp_setvalue(avp, &content));
    return fd_msg_avp_add(parent, MSG_BRW_LAST_CHILD, avp);
}

static int answer(struct msg **message, struct avp *avp, struct session *session, void *data, enum disp_action *action) {
    (void)avp, (void)session, (void)data;
    struct msg_hdr *header;
    struct avp *group;
    CHECK_FCT(fd_msg_hdr(*message, &header));
    if (!(header->msg_flags & CMD_FLAG_REQUEST)) return 0;
    CHECK_FCT(fd_msg_new_answer_from_req(fd_g_config->cnf_dict, message, 0));
    CHECK_FCT(fd_msg_avp_new(application_of_vendor, 0, &group));
    CHECK_FCT(fd_msg_avp_add(*message, MSG_BRW_LAST_CHILD, group));
    CHECK_FCT(number(group, vendor_id_avp, VENDOR_3GPP));
    CHECK_FCT(number(group, application_avp, CX));
    CHECK_FCT(fd_msg_rescode_set(*message, "DIAMETER_SUCCESS", NULL, NULL, 1));
    CHECK_FCT(number(*message, state_avp, 1));
    *action = DISP_ACT_SEND;
    return 0;
}

static int known(char *name, struct dict_object **object) {
    return fd_dict_search(fd_g_config->cnf_dict, DICT_AVP, AVP_BY_NAME, name, object, ENOENT);
}

static void define(int code, char *name, enum dict_avp_basetype type) {
    uint8_t flags = AVP_FLAG_VENDOR | AVP_FLAG_MANDATORY;
    struct dict_avp_data avp = {code, VENDOR_3GPP, name, flags, flags, type};
    fd_dict_new(fd_g_config->cnf_dict, DICT_AVP, &avp, NULL, NULL);
}

static int entry(char *configuration) {
    (void)configuration;
    struct dictionary *dictionary = fd_g_config->cnf_dict;
    struct dict_object *application, *vendor = NULL, *command;
    struct dict_application_data cx = {CX, "Cx"};
    struct dict_vendor_data three_gpp = {VENDOR_3GPP, "3GPP"};
    vendor_id_t id = VENDOR_3GPP;
    CHECK_FCT(fd_dict_new(dictionary, DICT_APPLICATION, &cx, NULL, &application));
    fd_dict_search(dictionary, DICT_VENDOR, VENDOR_BY_ID, &id, &vendor, 0);
    if (!vendor) CHECK_FCT(fd_dict_new(dictionary, DICT_VENDOR, &three_gpp, NULL, &vendor));
    uint8_t mask = CMD_FLAG_REQUEST | CMD_FLAG_PROXIABLE;
    struct dict_cmd_data uar = {UAR, "UAR", mask | CMD_FLAG_ERROR, mask}, uaa = {UAR, "UAA", mask, CMD_FLAG_PROXIABLE};
    fd_dict_new(dictionary, DICT_COMMAND, &uar, application, &command);
    fd_dict_new(dictionary, DICT_COMMAND, &uaa, application, &command);
    define(600, "Visited-Network-Identifier", AVP_TYPE_OCTETSTRING);
    define(601, "Public-Identity", AVP_TYPE_OCTETSTRING);
    define(623, "User-Authorization-Type", AVP_TYPE_UNSIGNED32);
    CHECK_FCT(known("Vendor-Specific-Application-Id", &application_of_vendor));
    CHECK_FCT(known("Vendor-Id", &vendor_id_avp));
    CHECK_FCT(known("Auth-Application-Id", &application_avp));
    CHECK_FCT(known("Auth-Session-State", &state_avp));
    struct disp_when when = {.app = application};
    CHECK_FCT(fd_disp_register(answer, DISP_HOW_APPID, &when, NULL, &handler));
    return fd_disp_app_support(application, vendor, 1, 0);
}

EXTENSION_ENTRY("cx_answer", entry);
