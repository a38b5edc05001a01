"""Contracts of event streams: every breach is named, and what keeps the contract passes."""
import asyncio
import dataclasses

import pytest
import real_aiohttp_websocket
import real_socketio
import real_sync_websocket
import real_websocket
import real_websockets
from real_websocket import AGENT_EVENTS, EventContract, NotReceived, expect_events

every_support_file = pytest.mark.parametrize("support", [real_websocket, real_websockets, real_aiohttp_websocket, real_sync_websocket, real_socketio], ids=lambda module: module.__name__)

START, THINK, TOOL, DONE, END, FALLBACK, REPORT = (
    "agent_started", "agent_thinking", "tool_executing", "tool_completed", "agent_completed", "agent_fallback", "final_report")
GOOD = [START, THINK, TOOL, DONE, THINK, TOOL, DONE, END, REPORT]


def events(*kinds):
    """Events from their types; "tool_executing weather" names the tool."""
    return [{"type": kind.split()[0], "payload": {"tool_name": (kind.split() + ["search"])[1]}} for kind in kinds]


@every_support_file
@pytest.mark.parametrize("kinds", [
    GOOD,
    [START, THINK, END, REPORT],
    [START, THINK, TOOL + " a", TOOL + " b", DONE + " b", DONE + " a", END, REPORT],
    [START, FALLBACK, REPORT],
    [START, THINK, FALLBACK, REPORT],
    [START, THINK, TOOL, DONE, FALLBACK, REPORT],
])
def test_kept(kinds, support):
    assert support.AGENT_EVENTS.problems(events(*kinds)) == []
    assert support.AGENT_EVENTS.is_complete(events(*kinds))


@every_support_file
@pytest.mark.parametrize(("kinds", "problems"), [
    ([], ["missing: agent_started", "missing: agent_thinking", "missing: agent_completed (or agent_fallback)", "missing: final_report"]),
    ([THINK, END, REPORT], ["missing: agent_started"]),
    ([START, END, REPORT], ["missing: agent_thinking"]),
    ([START, THINK, REPORT], ["missing: agent_completed (or agent_fallback)"]),
    ([START, THINK, END], ["missing: final_report"]),
    ([FALLBACK, REPORT], ["missing: agent_started"]),
    ([THINK, START, END, REPORT], ["order: agent_thinking (#1) before the first agent_started (#2)"]),
    ([START, TOOL, DONE, THINK, END, REPORT],
     ["order: tool_executing (#2) before the first agent_thinking (#4)", "order: tool_completed (#3) before the first agent_thinking (#4)"]),
    ([START, THINK, END, THINK, REPORT], ["order: agent_thinking (#4) after agent_completed (#3)"]),
    ([START, FALLBACK, THINK, REPORT], ["order: agent_fallback (#2) before the first agent_thinking (#3)"]),
    ([START, START, THINK, END, REPORT], ["repeated: agent_started came 2 times (#1, #2)"]),
    ([START, THINK, END, REPORT, REPORT], ["repeated: final_report came 2 times (#4, #5)"]),
    ([START, THINK, END, REPORT, THINK], ["order: agent_thinking (#5) after agent_completed (#3)", "after the final final_report: agent_thinking (#5)"]),
    ([START, THINK, END, FALLBACK, REPORT],
     ["contradiction: both agent_completed (#3) and agent_fallback (#4)", "order: agent_completed (#3) before the first agent_fallback (#4)"]),
    ([START, THINK, TOOL, END, REPORT], ["unfinished: tool_executing (#3, tool_name='search') without a tool_completed behind it"]),
    ([START, THINK, DONE, END, REPORT], ["unpaired: tool_completed (#3, tool_name='search') without a tool_executing before it"]),
    ([START, THINK, TOOL + " a", DONE + " b", END, REPORT],
     ["unpaired: tool_completed (#4, tool_name='b') without a tool_executing before it", "unfinished: tool_executing (#3, tool_name='a') without a tool_completed behind it"]),
    ([START, THINK, TOOL, FALLBACK, REPORT], ["unfinished: tool_executing (#3, tool_name='search') without a tool_completed behind it"]),
    ([START, THINK, "surprise", END, REPORT], ["unexpected: surprise (#3)"]),
])
def test_broken(kinds, problems, support):
    assert support.AGENT_EVENTS.problems(events(*kinds)) == problems


def test_every_lost_and_every_doubled_event_of_a_run_is_noticed():
    whole = events(START, THINK, TOOL, DONE, END, REPORT)
    for position in range(len(whole)):
        assert AGENT_EVENTS.problems(whole[:position] + whole[position + 1:]), f"without {whole[position]['type']}"
        if whole[position]["type"] != THINK:  # an agent may think again
            assert AGENT_EVENTS.problems([*whole[:position], whole[position], *whole[position:]]), f"two of {whole[position]['type']}"
    for position in range(len(whole) - 1):
        swapped = [*whole[:position], whole[position + 1], whole[position], *whole[position + 2:]]
        assert AGENT_EVENTS.problems(swapped), f"{whole[position + 1]['type']} before {whole[position]['type']}"


def test_what_is_no_event():
    assert AGENT_EVENTS.problems([*events(START, THINK), "plain text", {"type": 7}, *events(END, REPORT)]) == [
        "unexpected: no 'type' in plain text (#3)", "unexpected: no 'type' in {'type': 7} (#4)"]


def test_streams_on_one_connection_are_told_apart():
    contract = EventContract("job", ["begin", "end"], final="end", run_field="job", type_field="kind", fields={"end": ["result"]}, ignored=["ping"])
    ping = {"kind": "ping"}
    begin, end = ({"kind": "begin", "data": {"job": job}} for job in (1, 2)), ({"kind": "end", "job": job, "result": 0} for job in (1, 2))
    assert contract.problems([*begin, ping, *end]) == []
    wrong = [{"kind": "begin", "job": 1}, {"kind": "end", "job": 1}, {"kind": "begin", "job": 2}, {"kind": "end"}]
    assert contract.problems(wrong) == ["job 1: incomplete: end (#2) lacks 'result'", "job 2: missing: end", "incomplete: end (#4) lacks 'job'"]
    assert contract.problems([ping]) == ["missing: begin", "missing: end"]
    assert not contract.is_complete(wrong)


@pytest.mark.asyncio
async def test_expecting_waits_for_the_final_event_and_takes_what_it_read(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)

    async def run():
        for event in events(*GOOD):
            await asyncio.sleep(0)
            await ws.send_json(event)

    for _ in range(2):
        running = asyncio.ensure_future(run())
        arrived = await expect_events(ws_client, AGENT_EVENTS)
        assert [event["type"] for event in arrived] == GOOD
        await running
    await ws_client.expect_silence()
    assert len(await ws_client.received()) == 2 * len(GOOD)


@pytest.mark.asyncio
async def test_what_comes_after_the_final_event_is_noticed(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    for event in events(*GOOD, THINK):
        await ws.send_json(event)
    with pytest.raises(NotReceived, match="after the final final_report: agent_thinking"):
        await ws_client.expect_events(AGENT_EVENTS)


@pytest.mark.asyncio
async def test_a_late_event_is_noticed_within_the_time_given(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    for event in events(*GOOD):
        await ws.send_json(event)
    late = asyncio.get_running_loop().call_later(0, lambda: tasks.append(asyncio.ensure_future(ws.send_json(events(THINK)[0]))))
    tasks = []
    with pytest.raises(NotReceived, match="after the final final_report: agent_thinking"):
        await ws_client.expect_events(AGENT_EVENTS, within=1)
    late.cancel()
    await asyncio.gather(*tasks)


@pytest.mark.asyncio
async def test_a_breach_shows_all_that_arrived(open_websocket_pair, monkeypatch):
    ws, ws_client = await open_websocket_pair(accepted=True)
    for event in events(START, TOOL):
        await ws.send_json(event)
    monkeypatch.setattr(real_websocket, "TIMEOUT", 0.5)
    with pytest.raises(NotReceived) as failure:
        await ws_client.expect_events(AGENT_EVENTS)
    assert str(failure.value) == """the events do not keep the contract 'agent_events':
  - missing: agent_thinking
  - missing: agent_completed (or agent_fallback)
  - missing: final_report
  - unfinished: tool_executing (#2, tool_name='search') without a tool_completed behind it
  connection: open
  arrived (2):
   1. agent_started  {'type': 'agent_started', 'payload': {'tool_name': 'search'}}
   2. tool_executing  {'type': 'tool_executing', 'payload': {'tool_name': 'search'}}"""


@pytest.mark.asyncio
async def test_a_connection_that_ends_is_not_waited_for(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    await ws.send_json(events(START)[0])
    await ws.close()
    with pytest.raises(NotReceived, match="missing: agent_thinking[\\s\\S]*closed with code 1000"):
        await ws_client.expect_events(AGENT_EVENTS)


@pytest.mark.asyncio
async def test_a_contract_without_a_final_event_is_complete_with_all_it_needs(open_websocket_pair):
    ws, ws_client = await open_websocket_pair(accepted=True)
    contract = dataclasses.replace(AGENT_EVENTS, name="open", final=None, optional=[REPORT])
    for event in events(START, THINK, TOOL, DONE, END):
        await ws.send_json(event)
    assert len(await ws_client.expect_events(contract)) == 5
