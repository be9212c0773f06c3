namespace RnnGen.Training;

/// <summary>
/// Measures a model of videos on frames 11 to 20 of clips of which it sees 10, beside the last frame, DRAW frame by
/// frame and an LSTM over pixels.
/// </summary>
/// <remarks>
/// Nats are of frames told one by one, each known when the next is told; errors are of going on by itself. The two
/// baselines that learn are trained here, on the same videos. All chance comes from the seed.
/// </remarks>
public sealed class VideoEvaluation
{
    private const int Seen = 10;
    private const int Frames = 20;
    private const int CountedClips = 1000;
    private const double Rate = 2e-3;

    private readonly VideoModel model;
    private readonly VideoSettings settings;
    private readonly VideoData data;
    private readonly int clips;
    private readonly int tries;
    private readonly int values;

    /// <param name="model">The model, whose pixels are not of a palette.</param>
    /// <param name="settings">How shapes move, and how baselines learn.</param>
    /// <param name="films">What baselines learn from, and what is measured.</param>
    /// <param name="clips">How many videos are measured, at most.</param>
    /// <param name="tries">How often what depends on chance goes on from each clip.</param>
    /// <exception cref="InvalidDataException">The data or the model do not suit.</exception>
    public VideoEvaluation(VideoModel model, VideoSettings settings, FilmSplit films, int clips, int tries)
    {
        if (model.Network.Config.Frame.IsPalette)
        {
            throw new InvalidDataException(
                "A model whose pixels are black or white, grey, or colours of channels was expected, as a last frame "
                + "of a palette has no cost, but this one has a palette.");
        }

        this.model = model;
        this.settings = settings with { Frames = Frames };
        data = VideoData.For(model.Network.Config, this.settings, films);
        this.clips = Math.Min(clips, data.Validation.Count);
        this.tries = tries;
        values = model.Network.Config.Frame.Values;
    }

    /// <summary>Measures.</summary>
    /// <param name="steps">The steps of training of each baseline that learns.</param>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="report">Is told the share that is done.</param>
    /// <param name="cancel">Ends it.</param>
    public VideoReport Run(int steps, ulong seed, int threads, Action<double> report, CancellationToken cancel)
    {
        var learning = settings with
        {
            Rate = Rate, Schedule = "cosine", Steps = Math.Max(steps, settings.WarmUp + 1),
        };
        var done = 0.0;
        var last = new LastFrame(
            values, data.Training, Math.Min(CountedClips, data.Training.Count), Frames, new Rng(seed));
        List<VideoScore> scores =
        [
            Score("DRAW over time, the model", new DrawnFrames(model.Network), model.Parameters),
            Score("the last frame, some pixels changed", last, new ParameterSet(0)),
        ];
        var alone = VideoModel.Create(
            new VideoConfig { Frame = model.Network.Config.Frame }, seed);
        Learn(new DrawnFrames(alone.Network), alone.Parameters);
        scores.Add(Score("DRAW, each frame for itself", new DrawnFrames(alone.Network), alone.Parameters));
        var weights = new ParameterSet(seed);
        var pixels = new PixelLstm(values, weights);
        Learn(pixels, weights);
        scores.Add(Score("LSTM over pixels", pixels, weights));
        return new VideoReport(clips, Seen, Frames, tries, learning.Steps, scores);

        void Learn(IFramePredictor predictor, ParameterSet parameters)
        {
            using var engine = new TapeGradients(parameters, threads);
            var trainer = new PredictorTrainer(
                predictor, parameters, learning, data.Training, data.Validation, values, seed, engine);
            for (var i = 0; i < learning.Steps; i++)
            {
                cancel.ThrowIfCancellationRequested();
                trainer.Step();
                report(done += 0.5 / learning.Steps);
            }
        }

        VideoScore Score(string name, IFramePredictor predictor, ParameterSet parameters)
        {
            cancel.ThrowIfCancellationRequested();
            using var engine = new TapeGradients(parameters, threads);
            double[] nats = [.. FrameCosts.Measure(
                predictor, data.Validation, clips, Frames, values, engine, new Rng(seed)).Skip(Seen)];
            var errors = FrameCosts.Errors(predictor, data.Validation, clips, Seen, Frames, values, tries, seed);
            var size = Enumerable.Range(0, parameters.Count)
                .Sum(i => (long)parameters[i].Inputs * parameters[i].Outputs);
            return new VideoScore(name, size, nats.Average(), errors.Average(), nats, errors);
        }
    }

    /// <summary>Gets what tells the data apart: what the card of a model has.</summary>
    public string Digest => data.Digest.Hash;
}
