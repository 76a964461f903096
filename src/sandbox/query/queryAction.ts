import type { Service } from '../service';
import type { XmlContent } from './formatXml';

/** An action of AWS's query protocol: it takes a form and returns the content of an XML document. */
export type QueryAction = (service: Service, form: URLSearchParams, user: string) => XmlContent;
