"""Which headers are understood, in the words of the national system and of hand-kept forms (forms, section 6)."""

from branchlife.kit.cells import header_key

ROSTER = {
    "name": "姓名 党员姓名 名字",
    "gender": "性别",
    "ethnicity": "民族",
    "id_number": "公民身份号码 公民身份证号码 身份证号 身份证号码 证件号码 身份证",
    "birth_date": "出生日期 出生年月 出生年月日 生日",
    "education": "学历 文化程度 最高学历",
    "degree": "学位",
    "category": "人员类别 党员类别 类别 党员类型",
    "branch": "所在党支部 所属支部 支部名称 党支部 组织关系所在支部 所属党支部",
    "group": "党小组 所属党小组 组别",
    "joined_on": "入党日期 入党时间 加入党组织日期 入党年月",
    "full_on": "转正日期 转正时间 转为正式党员日期",
    "approved_on": "转正批准日期 批准转正日期",
    "party_age_offset": "党龄校正值",
    "job": "工作岗位 工作单位及职务 单位职务 职务 岗位",
    "phone": "手机号码 手机号 联系电话 联系方式 电话 联系手机",
    "email": "电子邮箱 邮箱 电子邮件",
    "address": "家庭住址 现居住地 住址 通讯地址",
    "native_place": "籍贯",
    "status": "党籍状态 党员状态",
    "lost_contact": "是否失联党员 是否失联 失联",
    "floating": "是否流动党员 是否流动 流动党员",
    "entry": "党员增加信息 增加方式",
    "exit": "党员减少信息 减少方式",
    "extension": "延长预备期时间",
    "remark": "备注",
}
STATES = {
    "name": "姓名 党员姓名",
    "id_number": "公民身份号码 身份证号 身份证号码 证件号码",
    "branch": "所在党支部 所属支部 党支部",
    "kind": "情况类别 类别 情况",
    "start": "起始日期 开始日期",
    "end": "终止日期 结束日期",
    "doc": "批准文号 文号 依据文号",
    "note": "说明 备注",
}
PLACES = {
    "full_name": "党组织全称 全称 党组织名称",
    "short_name": "简称 党组织简称",
    "kind": "组织类型 类型 组织类别",
    "parent": "上级党组织 上级",
    "sector": "单位类别 所在单位类别",
    "founded_on": "成立日期 成立时间",
    "form": "支部类型",
    "remark": "备注",
    "code": "代码 党组织代码",
}
POSTS = {
    "name": "姓名 党员姓名",
    "tail": "身份证后四位 证件号码后四位",
    "post": "职务 党内职务",
    "organisation": "党组织 党组织全称 所在党组织",
    "start": "任职日期 任职时间",
    "end": "届满日期 免职日期 离任日期",
    "doc": "批准文号 文号",
}
GROUPS = {
    "name": "姓名 党员姓名",
    "tail": "身份证后四位 证件号码后四位",
    "organisation": "党组织 所在党支部 党支部",
    "group": "党小组 所属党小组",
    "start": "编入日期 起始日期",
}
LABELS = {
    "category": "人员类别",
    "branch": "所在党支部",
    "group": "党小组",
    "entry": "党员增加信息",
    "exit": "党员减少信息",
    "approved_on": "转正批准日期",
}


def known(fields: dict[str, str]) -> dict[str, str]:
    """Header key → field, as `find_header` wants it."""
    return {header_key(word): name for name, words in fields.items() for word in words.split()}
