import { lazy } from "react";
import { useWay } from "../frame/way";
import { Editor } from "./Editor";
import { FlowList } from "./FlowList";
import { BRING, PUBLISH, RELEASES, RISKY, TEXTS } from "./places";
import "./flows.css";

const Publish = lazy(() => import("./Publish"));
const Releases = lazy(() => import("./Releases"));
const Bring = lazy(() => import("./Bring"));
const Texts = lazy(() => import("./texts/Texts"));
const Words = lazy(() => import("./Words"));

/** What the bot says: the flows, one of them open, what was published and what is to be. */
export default function Flows() {
  const { item } = useWay();
  if (item === PUBLISH) return <Publish />;
  if (item === RELEASES) return <Releases />;
  if (item === BRING) return <Bring />;
  if (item?.split("/")[0] === TEXTS) return <Texts item={item} />;
  if (!item) return <FlowList />;
  if (item.startsWith(RISKY)) return <Words key={item} name={item} />;
  const [flow = "", step = ""] = item.split("/");
  return <Editor key={flow} flow={flow} step={step} />;
}
