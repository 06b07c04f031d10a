export { options } from "../../options";
