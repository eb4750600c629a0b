"""The words of the field: kinds of record, columns, periods, filters, the snapshot.  No input or output."""
