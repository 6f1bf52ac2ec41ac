import { lazy } from "react";
import { useWay } from "../frame/way";
import { Editor } from "./Editor";
import { FlowList } from "./FlowList";
import { PUBLISH, RELEASES, TEXTS } from "./places";
import "./flows.css";

const Publish = lazy(() => import("./Publish"));
const Releases = lazy(() => import("./Releases"));
const Texts = lazy(() => import("./texts/Texts"));

/** What the bot says: the flows, one of them open, what was published and what is to be. */
export default function Flows() {
  const { item } = useWay();
  if (item === PUBLISH) return <Publish />;
  if (item === RELEASES) return <Releases />;
  if (item?.split("/")[0] === TEXTS) return <Texts item={item} />;
  if (!item) return <FlowList />;
  const [flow = "", step = ""] = item.split("/");
  return <Editor key={flow} flow={flow} step={step} />;
}
