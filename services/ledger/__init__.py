"""The ledger: every event in one log, every act of aid in one index, cleared or held before money leaves."""
