namespace RnnGen.Training;

/// <summary>Drummers whose hits come when they come: a phased LSTM beside an LSTM of its size.</summary>
/// <remarks>
/// Which drum is hit is foretold from all hits before, given when: hits at the times that people played (the Groove
/// MIDI Dataset by Google LLC, CC BY 4.0, its own split). Both networks hear the drum before, how long ago that was,
/// and when the hit is, counted in quarter notes: the LSTM as a number, the phased LSTM as the time of its gates.
/// Markov chains hear no times. The LSTM needs fewer nats: a hit hangs most on the last few, which most units of a
/// phased LSTM have not heard. So what must hold is that the phased LSTM beats all Markov chains, and is worse
/// without its clock. Of the pieces kept for validation only the best order of the Markov chains was chosen. The
/// quick form tests the weights that the last whole run kept.
/// </remarks>
internal sealed class PhasedMidi() : Experiment(
    "phased-midi", "Phased LSTM: music as it was played",
    "Gates that open once a period learn music whose notes come at any times, though an LSTM told the time needs fewer"
    + " nats.", 12)
{
    private const int Steps = 1500;
    private const int Order = 5;
    private const int Places = 16;
    private const int Quarters = 4;

    public override Findings Run(Trial trial)
    {
        var data = MusicData.Read([SharedData.PathOf("groove")], 0.1, CancellationToken.None);
        var notes = data.Training.SelectMany(piece => piece.Notes.Notes);
        byte[] pitches = [.. notes.Select(note => note.Pitch).Distinct().Order()];
        var (training, validation) = (DrumPiece.Of(data.Training, pitches), DrumPiece.Of(data.Validation, pitches));
        var drums = pitches.Length + 1;
        var phased = DrumNetwork.Phased(trial.Seed, drums);
        var lstm = DrumNetwork.Lstm(trial.Seed, drums);
        var charts = new List<Chart>();
        if (trial.IsQuick)
        {
            var kept = WeightsOf(trial);
            Read(kept, phased.Parameters);
            Read(kept, lstm.Parameters);
        }
        else
        {
            charts.Add(new Chart(
                "Which drum is hit: learning", "batches of 32", "nats a hit",
                phased.Learn(trial, "phased LSTM", training, Steps, 0, trial.Minutes / 2),
                lstm.Learn(trial, "LSTM", training, Steps, 0.5, trial.Minutes)));
        }

        var chain = Markov(training, validation, drums);
        var (mine, other) = (phased.Measure(validation), lstm.Measure(validation));
        var (nats, otherNats) = (Mean(mine), Mean(other));
        charts.Add(new Chart(
            "Which drum is hit: by its place in four quarter notes", "quarter notes", "nats a hit",
            ByPlace("phased LSTM", mine), ByPlace("LSTM", other)));
        var weights = new Checkpoint();
        weights.Add(phased.Parameters);
        weights.Add(lstm.Parameters);
        return new Findings(
            [
                new Figure("phased LSTM: nats a hit", nats, Bound.AtMost(chain))
                {
                    Baseline = chain, Note = $"the best Markov chain of order 0 to {Order}",
                },
                new Figure("LSTM: nats a hit", otherNats, Bound.AtMost(chain))
                {
                    Baseline = nats, Note = "the phased LSTM",
                },
                new Figure(
                    "phased LSTM whose clock stands still: nats a hit",
                    Mean(phased.Measure(validation, isStopped: true)), Bound.AtLeast(nats))
                {
                    Baseline = nats, Note = "the clock going",
                },
                new Figure("weights of the phased LSTM", phased.Parameters.Weights)
                {
                    Baseline = lstm.Parameters.Weights, Note = "LSTM",
                },
            ],
            charts)
        {
            Weights = trial.IsQuick ? null : weights,
        };
    }

    /// <summary>Reads the weights of one of the networks that were kept together.</summary>
    private static void Read(Checkpoint kept, ParameterSet parameters)
    {
        var own = new Checkpoint();
        for (var i = 0; i < parameters.Count; i++)
        {
            var tensor = kept[parameters[i].Name];
            own.Add(parameters[i].Name, tensor.Values, [.. tensor.Shape]);
        }

        own.ReadInto(parameters);
    }

    /// <summary>Gets the fewest nats a hit that a Markov chain needs, of all orders.</summary>
    private static double Markov(DrumPiece[] training, DrumPiece[] validation, int drums)
    {
        var chains = new MarkovModel(drums, Order, Array.ConvertAll(training, piece => piece.Drums));
        double[][] losses = [.. validation.Select(piece => chains.Loss(piece.Drums))];
        return Enumerable.Range(0, Order + 1).Min(order => losses.Sum(loss => loss[order]))
            / validation.Sum(piece => piece.Drums.Length);
    }

    private static double Mean(IReadOnlyList<(double Time, double Loss)> hits) => hits.Average(hit => hit.Loss);

    private static Curve ByPlace(string name, IReadOnlyList<(double Time, double Loss)> hits)
    {
        var places = hits
            .GroupBy(hit => (int)Math.Round(hit.Time * Places / Quarters) % Places)
            .OrderBy(place => place.Key)
            .ToArray();
        return new Curve(
            name,
            [.. places.Select(place => (double)place.Key * Quarters / Places)],
            [.. places.Select(place => place.Average(hit => hit.Loss))]);
    }
}
