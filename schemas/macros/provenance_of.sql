-- Where one value of one incident comes from: every report's reading of that column with its words, rule, article and file.
CREATE MACRO provenance_of(incident, column_name) AS TABLE
  SELECT report_id, value, evidence_text, rule_id, confidence, sentence_text, source, published, raw_path, raw_record, "start", "end"
  FROM incident_provenance
  WHERE incident_id = incident AND field = column_name
  ORDER BY report_id, "start"
