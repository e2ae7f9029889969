"""What every form shares: wording, pickers, the error summary."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from branchlife.kit.forms import Fault, HouseForm, faults
from branchlife.kit.problems import Problem


class NoticeForm(HouseForm):
    topic = forms.CharField(label="议题")
    held_on = forms.DateField(label="日期", required=False)
    begins = forms.TimeField(label="开始时间", required=False)
    mode = forms.ChoiceField(
        label="参加方式", choices=[("on_site", "现场"), ("online", "线上")], widget=forms.RadioSelect
    )
    own_words = forms.CharField(label="地点", error_messages={"required": "请写明在哪里开"})
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("topic") == "无":
            raise forms.ValidationError("没有议题就不必开会")


RowForms = forms.formset_factory(NoticeForm, extra=0)


def _bad() -> NoticeForm:
    return NoticeForm({"held_on": "昨天", "begins": "下午"})


def test_a_missing_value_is_asked_for_by_name() -> None:
    assert _bad().errors["topic"] == ["请填写议题"]
    assert _bad().errors["mode"] == ["请选择参加方式"]


def test_a_form_keeps_its_own_words() -> None:
    assert _bad().errors["own_words"] == ["请写明在哪里开"]


def test_an_unreadable_date_shows_how_to_write_it() -> None:
    assert _bad().errors["held_on"] == ["日期看不懂，请写成 2026-11-20 的样子"]
    assert _bad().errors["begins"] == ["开始时间看不懂，请写成 14:30 的样子"]


def test_dates_are_picked_in_the_form_the_browser_reads() -> None:
    html = str(NoticeForm(initial={"held_on": date(2026, 3, 5)})["held_on"])
    assert 'type="date"' in html
    assert 'value="2026-03-05"' in html


def test_faults_stand_in_the_order_of_the_page_and_point_at_their_fields() -> None:
    assert faults(_bad())[:2] == [
        Fault("请填写议题", "id_topic"),
        Fault("日期看不懂，请写成 2026-11-20 的样子", "id_held_on"),
    ]


def test_a_group_of_choices_is_reached_at_its_first() -> None:
    assert Fault("请选择参加方式", "id_mode_0") in faults(_bad())


def test_errors_of_the_whole_form_come_first_and_point_nowhere() -> None:
    form = NoticeForm({"topic": "无", "mode": "online", "own_words": "会议室"})
    assert faults(form) == [Fault("没有议题就不必开会")]


def test_forms_of_a_formset_are_all_read() -> None:
    formset = RowForms({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"})
    anchors = [fault.anchor for fault in faults(formset)]
    assert "id_form-0-topic" in anchors
    assert "id_form-1-topic" in anchors


def test_a_refused_step_brings_its_article() -> None:
    problem = Problem("QUORUM", "人数不足半数", "支部条例第十一条", "id_present")
    assert faults(None, problems=[problem]) == [Fault("人数不足半数", "id_present", "支部条例第十一条")]


def test_the_same_line_is_said_once() -> None:
    problem = Problem("X", "人数不足半数")
    assert len(faults(problems=[problem, problem])) == 1


def _summary(form: forms.BaseForm) -> str:
    return Template("{% load ui %}{% error_summary form %}").render(Context({"form": form}))


def test_the_summary_takes_the_focus_without_a_script() -> None:
    html = _summary(_bad())
    assert "autofocus" in html
    assert 'tabindex="-1"' in html
    assert '<a href="#id_topic">请填写议题</a>' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert _summary(NoticeForm()).strip() == ""


@pytest.mark.parametrize("name", ["topic", "held_on", "mode"])
def test_the_words_beside_the_field_are_those_of_the_summary(name: str) -> None:
    form = _bad()
    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))
    assert f"<p>{form.errors[name][0]}</p>" in html


def test_the_control_names_its_hint_and_its_error_for_screen_readers() -> None:
    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": _bad()}))
    assert 'aria-describedby="id_topic_error"' in html
    assert 'id="id_topic_error"' in html


def test_the_page_writes_the_form_element_itself() -> None:
    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": NoticeForm()}))
    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html
