namespace RnnGen.Training;

/// <summary>
/// Measures a model of videos on frames 11 to 20 of clips of which it sees 10, beside the last frame, DRAW frame by
/// frame and an LSTM over pixels.
/// </summary>
/// <remarks>
/// Nats are of frames told one by one, each known when the next is told; errors are of going on by itself. The two
/// baselines that learn are trained here, on the same videos, and told the same classes. All chance comes from the
/// seed.
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

    /// <param name="model">The model.</param>
    /// <param name="settings">How shapes move, and how baselines learn.</param>
    /// <param name="films">What baselines learn from, and what is measured.</param>
    /// <param name="clips">How many videos are measured, at most.</param>
    /// <param name="tries">How often what depends on chance goes on from each clip.</param>
    /// <exception cref="InvalidDataException">The data do not suit: the message says why.</exception>
    public VideoEvaluation(VideoModel model, VideoSettings settings, FilmSplit films, int clips, int tries)
    {
        this.model = model;
        this.settings = settings with { Frames = Frames };
        data = VideoData.For(model.Network.Config, this.settings, films);
        this.clips = Math.Min(clips, data.Validation.Count);
        this.tries = tries;
    }

    /// <summary>Measures.</summary>
    /// <param name="learned">The steps for which the model learned; null if they are unknown.</param>
    /// <param name="steps">The steps of training of each baseline that learns.</param>
    /// <param name="seed">Where chance starts.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="report">Is told the share that is done.</param>
    /// <param name="cancel">Ends it.</param>
    public VideoReport Run(
        int? learned, int steps, ulong seed, int threads, Action<double> report, CancellationToken cancel)
    {
        var learning = settings with
        {
            Rate = Rate, Schedule = "cosine", Steps = steps, WarmUp = Math.Min(settings.WarmUp, steps - 1),
        };
        var frame = model.Network.Config.Frame;
        var costs = new FrameCosts(frame, data.Validation, clips, Frames);
        var done = 0.0;
        var last = new LastFrame(
            frame, data.Training, Math.Min(CountedClips, data.Training.Count), Frames, new Rng(seed));
        List<VideoScore> scores =
        [
            Score("DRAW over time, the model", learned, new DrawnFrames(model.Network), model.Parameters),
            Score("the last frame, some pixels changed", null, last, new ParameterSet(0)),
        ];
        var alone = VideoModel.Create(new VideoConfig { Frame = frame }, seed);
        Learn("DRAW, each frame for itself", new DrawnFrames(alone.Network), alone.Parameters);
        var weights = new ParameterSet(seed);
        Learn("LSTM over pixels", new PixelLstm(frame, weights), weights);
        return new VideoReport(clips, Seen, Frames, tries, scores);

        void Learn(string name, IFramePredictor predictor, ParameterSet parameters)
        {
            using var engine = new TapeGradients(parameters, threads);
            var trainer = new PredictorTrainer(
                predictor, parameters, learning, data.Training, data.Validation, frame, seed, engine);
            for (var i = 0; i < learning.Steps; i++)
            {
                cancel.ThrowIfCancellationRequested();
                trainer.Step();
                report(done += 0.5 / learning.Steps);
            }

            scores.Add(Score(name, steps, predictor, parameters));
        }

        VideoScore Score(string name, int? taught, IFramePredictor predictor, ParameterSet parameters)
        {
            cancel.ThrowIfCancellationRequested();
            using var engine = new TapeGradients(parameters, threads);
            var nats = costs.Measure(predictor, engine, new Rng(seed))[Seen..];
            var errors = costs.Errors(predictor, Seen, tries, seed);
            return new VideoScore(name, parameters.Weights, taught, nats.Average(), errors.Average(), nats, errors);
        }
    }

    /// <summary>Gets what tells the data apart: what the card of a model has.</summary>
    public CorpusDigest Digest => data.Digest;
}
