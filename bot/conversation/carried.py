"""Where a talk goes on whose bundle was withdrawn: at the same question, or where it was led."""

from __future__ import annotations

from bot.conversation.scene import Scene
from bot.engine.flow import Ask, Bundle
from bot.engine.session import Frame, Session
from bot.values.changed import changed


def carried(session: Session, scene: Scene) -> Session:
    """The session in the newest bundle, where its own is gone; otherwise as it is.

    A question that is still there goes on as it is now. One that is gone leads where its publisher
    said, otherwise home; it is another question then, so that a button of the old one answers
    nothing.
    """
    if session.bundle in scene.bundles:
        return session
    newest = scene.newest
    stack = _stack(session.stack, scene, newest)
    human = session.human if _stands(session.human, newest) else ()
    turn = session.turn + (stack != session.stack)
    return changed(session, bundle=newest.id, stack=stack, human=human, turn=turn)


def _stack(stack: tuple[Frame, ...], scene: Scene, newest: Bundle) -> tuple[Frame, ...]:
    if not stack or (_stands(stack, newest) and _asks(stack[-1], newest)):
        return stack
    led = scene.redirects.get((stack[-1].flow, stack[-1].step))
    if led is None or not _asks(Frame(*led), newest):
        return ()
    below = stack[:-1] if led[0] == stack[-1].flow and _stands(stack[:-1], newest) else ()
    return (*below, Frame(*led))


def _stands(stack: tuple[Frame, ...], bundle: Bundle) -> bool:
    return all(
        frame.flow in bundle.flows and frame.step in bundle.flows[frame.flow].steps
        for frame in stack
    )


def _asks(frame: Frame, bundle: Bundle) -> bool:
    flow = bundle.flows.get(frame.flow)
    return flow is not None and isinstance(flow.steps.get(frame.step), Ask)
